import type { ExpressionFunction } from './function.ts';
import { append } from './functions/append.ts';
import { coalesce } from './functions/coalesce.ts';
import { ignoreFlowIfNullOrEmpty } from './functions/ignore-flow-if-null-or-empty.ts';
import { iif } from './functions/iif.ts';
import { isNullOrEmpty } from './functions/is-null-or-empty.ts';
import { isPresent } from './functions/is-present.ts';
import { join } from './functions/join.ts';
import { not } from './functions/not.ts';
import { switchFunction } from './functions/switch.ts';
import { toLower } from './functions/to-lower.ts';
import { toUpper } from './functions/to-upper.ts';

/** The functions that this version evaluates, by exact name. */
export const expressionFunctions: ReadonlyMap<string, ExpressionFunction> = new Map(
  [
    append,
    coalesce,
    ignoreFlowIfNullOrEmpty,
    iif,
    isNullOrEmpty,
    isPresent,
    join,
    not,
    switchFunction,
    toLower,
    toUpper,
  ].map((entry) => [entry.name, entry]),
);
