import type { Rule } from '../diagnostic.ts';

/** Paths against the entity model: SFM31…. */
export const entityModelRules: readonly Rule[] = [];
