import type { Rule } from './diagnostic.ts';
import { actions } from './rules/actions.ts';
import { argumentCount } from './rules/argument-count.ts';
import { bareWord } from './rules/bare-word.ts';
import { duplicates } from './rules/duplicates.ts';
import { entryKind } from './rules/entry-kind.ts';
import { expressionLength } from './rules/expression-length.ts';
import { filterBlanks } from './rules/filter-blanks.ts';
import { mapOptions } from './rules/map-options.ts';
import { pathParameter } from './rules/path-parameter.ts';
import { pathResult } from './rules/path-result.ts';
import { pathStep } from './rules/path-step.ts';
import { pathSyntax } from './rules/path-syntax.ts';
import { primaryPhone } from './rules/primary-phone.ts';
import { provisionPair } from './rules/provision-pair.ts';
import { scopeClause } from './rules/scope-clause.ts';
import { scopeNull } from './rules/scope-null.ts';
import { unknownAttribute } from './rules/unknown-attribute.ts';
import { unknownFunction } from './rules/unknown-function.ts';
import { unknownParameter } from './rules/unknown-parameter.ts';
import { unknownTarget } from './rules/unknown-target.ts';
import { unreadBlock } from './rules/unread-block.ts';
import { writebackRow } from './rules/writeback-row.ts';

/** Every rule, in the order of its code. SFM1… the frame of a file, SFM2… names, SFM3… paths, SFM4… writeback. */
export const rules: readonly Rule[] = [
  provisionPair,
  duplicates,
  unreadBlock,
  unknownFunction,
  unknownAttribute,
  unknownParameter,
  argumentCount,
  unknownTarget,
  bareWord,
  scopeClause,
  actions,
  mapOptions,
  expressionLength,
  entryKind,
  scopeNull,
  pathSyntax,
  pathStep,
  filterBlanks,
  pathResult,
  pathParameter,
  primaryPhone,
  writebackRow,
];
