import { nearestName } from '../nearest-name.ts';
import { rules } from './rules.ts';

/** The codes whose level a project may set and which a comment may hush up: those of rules. */
export const ruleCodes: ReadonlySet<string> = new Set(rules.map(({ code }) => code));

/** Mistakes of the text, and what cannot be read beside it: their level is fixed. */
const FIXED = /^SFM(?:10\d\d|1104|1120)$/;

/** Why a level that is set for a code has no effect, in one sentence with its cure; undefined where it has one. */
export function levelProblem(code: string): string | undefined {
  if (ruleCodes.has(code)) return undefined;
  if (FIXED.test(code)) return `${code} keeps its level: what cannot be read cannot be checked. Take it out.`;
  const nearest = nearestName(code, ruleCodes);
  return `${code} is no code of a rule. ${nearest === undefined ? 'sfmap explain lists them.' : `Did you mean ${nearest}?`}`;
}
