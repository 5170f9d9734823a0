import { oneLine } from '../../core/one-line.ts';
import type { Outsider, PersonPreview } from './person-preview.ts';
import type { Plan } from './plan.ts';
import { personTitle } from './preview-text.ts';

/**
 * The way of each person through an inbound plan in the steps of provisioning on demand: import, scope, match, action. The
 * fifth, the result, is there when the plan has been applied.
 */
export function planSteps({ people, outside }: Pick<Plan, 'people' | 'outside'>): string {
  const blocks = [...[...people].map(personSteps), ...[...outside].map(outsiderSteps)];
  return blocks.map((lines) => `${lines.map(oneLine).join('\n')}\n`).join('\n');
}

function personSteps(person: PersonPreview): string[] {
  const { name, personIdExternal, userPrincipalName, account, errors } = person;
  const title = personTitle(name, personIdExternal);
  const reasons = errors.map(({ reason }) => line('', reason));
  const early = errors.find(({ step }) => step !== undefined)?.step;
  if (early === 'import') return [title, line('import', 'not found'), ...reasons];
  const { situation = '', asOfDate, objectId, matchedBy, action = 'none', reason = '' } = account ?? {};
  const day = asOfDate === undefined ? '' : `, as of ${asOfDate}`;
  const who = situation === '' ? '' : ` (${situation})`;
  const found = objectId === undefined ? 'no account' : `${userPrincipalName}, found by ${matchedBy}`;
  return [
    title,
    line('import', `read from SuccessFactors${who}${day}`),
    line('scope', action === 'disable' || action === 'delete' ? 'see action' : 'in scope'),
    line('match', found),
    line('action', action === 'none' ? `nothing to do: ${reason}` : `${action}: ${reason}`),
    ...reasons,
  ];
}

function outsiderSteps({ name, personIdExternal, userPrincipalName, reason }: Outsider): string[] {
  return [
    personTitle(name, personIdExternal),
    line('import', 'read from SuccessFactors'),
    line('scope', `out of scope: ${reason}`),
    line('match', userPrincipalName === '' ? 'no account' : userPrincipalName),
    line('action', 'nothing to do'),
  ];
}

const line = (step: string, words: string) => `  ${step.padEnd(8)} ${words}`;
