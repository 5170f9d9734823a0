import type { Rule } from '../diagnostic.ts';
import { filterBlanks } from '../rules/filter-blanks.ts';
import { pathAbsent } from '../rules/path-absent.ts';
import { pathDate } from '../rules/path-date.ts';
import { pathFails } from '../rules/path-fails.ts';
import { pathLength } from '../rules/path-length.ts';
import { pathParameter } from '../rules/path-parameter.ts';
import { pathPosition } from '../rules/path-position.ts';
import { pathPrecedence } from '../rules/path-precedence.ts';
import { pathResult } from '../rules/path-result.ts';
import { pathScan } from '../rules/path-scan.ts';
import { pathSeveral } from '../rules/path-several.ts';
import { pathStartDate } from '../rules/path-start-date.ts';
import { pathStep } from '../rules/path-step.ts';
import { pathSyntax } from '../rules/path-syntax.ts';

/** JSONPath: SFM30…. */
export const jsonPathRules: readonly Rule[] = [
  pathSyntax,
  pathStep,
  filterBlanks,
  pathResult,
  pathParameter,
  pathFails,
  pathDate,
  pathPrecedence,
  pathScan,
  pathLength,
  pathAbsent,
  pathSeveral,
  pathStartDate,
  pathPosition,
];
