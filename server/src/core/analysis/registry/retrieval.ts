import type { Rule } from '../diagnostic.ts';

/** What the connector fetches: SFM32…. */
export const retrievalRules: readonly Rule[] = [];
