import type { Rule } from '../diagnostic.ts';

/** Expressions and functions: SFM50…. */
export const expressionsRules: readonly Rule[] = [];
