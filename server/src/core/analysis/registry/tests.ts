import type { Rule } from '../diagnostic.ts';

/** Limits and tests: SFM70…. */
export const testsRules: readonly Rule[] = [];
