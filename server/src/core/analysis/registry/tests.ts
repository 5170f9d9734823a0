import type { Rule } from '../diagnostic.ts';
import { limitAmount } from '../rules/limit-amount.ts';
import { limitKind } from '../rules/limit-kind.ts';
import { limitNeverCounts } from '../rules/limit-never-counts.ts';
import { limitTarget } from '../rules/limit-target.ts';
import { limitTwice } from '../rules/limit-twice.ts';
import { limitsBlock } from '../rules/limits-block.ts';
import { testAction } from '../rules/test-action.ts';
import { testClock } from '../rules/test-clock.ts';
import { testExpects } from '../rules/test-expects.ts';
import { testGiven } from '../rules/test-given.ts';
import { testInstant } from '../rules/test-instant.ts';
import { testLineTwice } from '../rules/test-line-twice.ts';
import { testName } from '../rules/test-name.ts';
import { testPattern } from '../rules/test-pattern.ts';
import { testTarget } from '../rules/test-target.ts';
import { testWithoutEffect } from '../rules/test-without-effect.ts';

/** Limits and tests: SFM70…. */
export const testsRules: readonly Rule[] = [
  limitKind,
  limitTarget,
  limitAmount,
  limitTwice,
  limitsBlock,
  limitNeverCounts,
  testExpects,
  testName,
  testLineTwice,
  testClock,
  testInstant,
  testTarget,
  testGiven,
  testPattern,
  testAction,
  testWithoutEffect,
];
