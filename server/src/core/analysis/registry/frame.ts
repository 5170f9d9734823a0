import type { Rule } from '../diagnostic.ts';
import { duplicates } from '../rules/duplicates.ts';
import { ignoreCode } from '../rules/ignore-code.ts';
import { ignoreNeedless } from '../rules/ignore-needless.ts';
import { ignoreReason } from '../rules/ignore-reason.ts';
import { missingBaseline } from '../rules/missing-baseline.ts';
import { parameterPlace } from '../rules/parameter-place.ts';
import { provisionPair } from '../rules/provision-pair.ts';

/** The frame of a file: SFM11…. */
export const frameRules: readonly Rule[] = [
  provisionPair,
  duplicates,
  missingBaseline,
  parameterPlace,
  ignoreReason,
  ignoreCode,
  ignoreNeedless,
];
