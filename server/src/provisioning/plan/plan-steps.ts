import { oneLine } from '../../core/one-line.ts';
import type { Outsider, PersonPreview } from './person-preview.ts';
import type { Plan } from './plan.ts';
import { personTitle } from './preview-text.ts';

/** A step of somebody's way, and how it ended; without a step what belongs to the one before. */
export type StepWords = readonly [step: 'import' | 'scope' | 'match' | 'action' | '', words: string];

/**
 * The way of each person through an inbound plan in the steps of provisioning on demand: import, scope, match, action. The
 * fifth, the result, is there when the plan has been applied.
 */
export function planSteps({ people, outside }: Pick<Plan, 'people' | 'outside'>): string {
  const block = ({ name, personIdExternal }: PersonPreview | Outsider, steps: readonly StepWords[]) =>
    `${[personTitle(name, personIdExternal), ...steps.map(line)].join('\n')}\n`;
  const blocks = [
    ...[...people].map((person) => block(person, personSteps(person))),
    ...[...outside].map((outsider) => block(outsider, outsiderSteps(outsider))),
  ];
  return blocks.join('\n');
}

/** The steps of somebody whom a plan has looked at. */
export function personSteps({ userPrincipalName, account, errors }: PersonPreview): readonly StepWords[] {
  const reasons = errors.map(({ reason }): StepWords => ['', reason]);
  const early = errors.find(({ step }) => step !== undefined)?.step;
  if (early === 'import') return [['import', 'not found'], ...reasons];
  const { situation = '', asOfDate, objectId, matchedBy, action = 'none', reason = '', outOfScope } = account ?? {};
  const day = asOfDate === undefined ? '' : `, as of ${asOfDate}`;
  const who = situation === '' ? '' : ` (${situation})`;
  return [
    ['import', `read from SuccessFactors${who}${day}`],
    ['scope', outOfScope ? 'out of scope' : 'in scope'],
    ['match', objectId === undefined ? 'no account' : `${userPrincipalName}, found by ${matchedBy}`],
    ['action', action === 'none' ? `nothing to do: ${reason}` : `${action}: ${reason}`],
    ...reasons,
  ];
}

/** The steps of somebody whom the scope shuts out. */
export function outsiderSteps({ userPrincipalName, reason }: Outsider): readonly StepWords[] {
  return [
    ['import', 'read from SuccessFactors'],
    ['scope', `out of scope: ${reason}`],
    ['match', userPrincipalName === '' ? 'no account' : userPrincipalName],
    ['action', 'nothing to do'],
  ];
}

const line = ([step, words]: StepWords) => `  ${step.padEnd(8)} ${oneLine(words)}`;
