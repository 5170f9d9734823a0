import type { Rule } from '../diagnostic.ts';

/** Mappings, attributes and scope as a whole: SFM21…. */
export const mappingsRules: readonly Rule[] = [];
