import type { Rule } from '../diagnostic.ts';
import { accountNameLetters } from '../rules/account-name-letters.ts';
import { argumentValue } from '../rules/argument-value.ts';
import { argumentWithoutEffect } from '../rules/argument-without-effect.ts';
import { comparisonSides } from '../rules/comparison-sides.ts';
import { dateArgument } from '../rules/date-argument.ts';
import { dateFormat } from '../rules/date-format.ts';
import { dateInterval } from '../rules/date-interval.ts';
import { fileTimeSource } from '../rules/file-time-source.ts';
import { formatDateTimeThree } from '../rules/format-date-time-three.ts';
import { ignoreFlowPlace } from '../rules/ignore-flow-place.ts';
import { iifOverEmpty } from '../rules/iif-over-empty.ts';
import { itemIndex } from '../rules/item-index.ts';
import { joiningExtensionAttribute } from '../rules/joining-extension-attribute.ts';
import { joiningSources } from '../rules/joining-sources.ts';
import { mailTarget } from '../rules/mail-target.ts';
import { oneValue } from '../rules/one-value.ts';
import { randomString } from '../rules/random-string.ts';
import { replacePattern } from '../rules/replace-pattern.ts';
import { scopeAttribute } from '../rules/scope-attribute.ts';
import { severalValues } from '../rules/several-values.ts';
import { switchKeys } from '../rules/switch-keys.ts';
import { switchReference } from '../rules/switch-reference.ts';
import { switchTestsPresence } from '../rules/switch-tests-presence.ts';
import { targetValue } from '../rules/target-value.ts';
import { uniqueValueLetters } from '../rules/unique-value-letters.ts';
import { uniqueValuePlace } from '../rules/unique-value-place.ts';
import { writebackSwitchDefault } from '../rules/writeback-switch-default.ts';

/** Expressions and functions: SFM50…. */
export const expressionsRules: readonly Rule[] = [
  switchTestsPresence,
  switchReference,
  iifOverEmpty,
  ignoreFlowPlace,
  uniqueValuePlace,
  uniqueValueLetters,
  itemIndex,
  dateInterval,
  randomString,
  argumentValue,
  argumentWithoutEffect,
  severalValues,
  oneValue,
  switchKeys,
  comparisonSides,
  replacePattern,
  dateFormat,
  formatDateTimeThree,
  dateArgument,
  fileTimeSource,
  accountNameLetters,
  writebackSwitchDefault,
  joiningSources,
  joiningExtensionAttribute,
  mailTarget,
  scopeAttribute,
  targetValue,
];
