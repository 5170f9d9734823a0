import type { Rule } from '../diagnostic.ts';
import { actions } from '../rules/actions.ts';
import { argumentCount } from '../rules/argument-count.ts';
import { bareWord } from '../rules/bare-word.ts';
import { entryKind } from '../rules/entry-kind.ts';
import { expressionLength } from '../rules/expression-length.ts';
import { mapOptions } from '../rules/map-options.ts';
import { scopeClause } from '../rules/scope-clause.ts';
import { scopeNull } from '../rules/scope-null.ts';
import { unknownAttribute } from '../rules/unknown-attribute.ts';
import { unknownFunction } from '../rules/unknown-function.ts';
import { unknownParameter } from '../rules/unknown-parameter.ts';
import { unknownTarget } from '../rules/unknown-target.ts';

/** Names, calls and options: SFM20…. */
export const namesRules: readonly Rule[] = [
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
];
