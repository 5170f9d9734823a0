import type { Rule } from '../diagnostic.ts';
import { fetchedIfMapped } from '../rules/fetched-if-mapped.ts';
import { neverFetched } from '../rules/never-fetched.ts';

/** What the connector fetches: SFM32…. */
export const retrievalRules: readonly Rule[] = [neverFetched, fetchedIfMapped];
