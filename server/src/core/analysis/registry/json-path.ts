import type { Rule } from '../diagnostic.ts';
import { filterBlanks } from '../rules/filter-blanks.ts';
import { pathParameter } from '../rules/path-parameter.ts';
import { pathResult } from '../rules/path-result.ts';
import { pathStep } from '../rules/path-step.ts';
import { pathSyntax } from '../rules/path-syntax.ts';

/** JSONPath: SFM30…. */
export const jsonPathRules: readonly Rule[] = [pathSyntax, pathStep, filterBlanks, pathResult, pathParameter];
