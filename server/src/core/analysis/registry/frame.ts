import type { Rule } from '../diagnostic.ts';
import { duplicates } from '../rules/duplicates.ts';
import { missingBaseline } from '../rules/missing-baseline.ts';
import { provisionPair } from '../rules/provision-pair.ts';

/** The frame of a file: SFM11…. */
export const frameRules: readonly Rule[] = [provisionPair, duplicates, missingBaseline];
