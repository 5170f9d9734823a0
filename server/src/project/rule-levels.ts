import { levelProblem } from '../core/analysis/rule-codes.ts';
import type { Project } from './project.ts';

/**
 * What a project says about codes that takes no effect, a sentence each: a code that no rule of this version has, or a
 * mistake of the text. That is no error, because a project is shared by people with several versions.
 */
export function ruleLevelProblems({ file, rules }: Project): string[] {
  return [...rules.keys()].flatMap((code) => {
    const problem = levelProblem(code);
    return problem === undefined ? [] : [`${file ?? 'sfmap.json'}: rules.${problem}`];
  });
}
