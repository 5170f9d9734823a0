import type { Rule } from './diagnostic.ts';
import { entityModelRules } from './registry/entity-model.ts';
import { expressionsRules } from './registry/expressions.ts';
import { frameRules } from './registry/frame.ts';
import { inboundRules } from './registry/inbound.ts';
import { jsonPathRules } from './registry/json-path.ts';
import { mappingsRules } from './registry/mappings.ts';
import { namesRules } from './registry/names.ts';
import { retrievalRules } from './registry/retrieval.ts';
import { testsRules } from './registry/tests.ts';
import { writebackRules } from './registry/writeback.ts';

/** Every rule, in the order of its code; `registry/` has a table for each part. SFM10… are mistakes of the text itself. */
export const rules: readonly Rule[] = [
  ...frameRules,
  ...namesRules,
  ...mappingsRules,
  ...jsonPathRules,
  ...entityModelRules,
  ...retrievalRules,
  ...writebackRules,
  ...expressionsRules,
  ...inboundRules,
  ...testsRules,
];
