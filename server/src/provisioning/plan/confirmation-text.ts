import { spoken } from '../writeback/judge-primaries.ts';
import { budgetText } from './budget.ts';
import type { GroupName } from './groups.ts';
import { isStranger } from './person-lines.ts';
import type { PersonPreview, PlannedCall } from './person-preview.ts';
import type { Plan } from './plan.ts';
import { tenantName } from './preview-text.ts';
import { accountCounts, plural, recordCount, writesAccounts } from './record-words.ts';

const words: Readonly<Record<GroupName, readonly [string, string]>> = {
  'e-mail': ['e-mail address', 'e-mail addresses'],
  'business phone': ['business phone', 'business phones'],
  'cell phone': ['cell phone', 'cell phones'],
  user: ['user', 'users'],
  account: ['account', 'accounts'],
  manager: ['manager', 'managers'],
};

/** `Write to SuccessFactors contosoT1 (test) now?` */
export function confirmationQuestion(plan: Plan): string {
  return `Write to ${tenantName(plan)} now?`;
}

/** What and how much, in the lines below the question. */
export function confirmationDetail(plan: Plan): string {
  const { totals } = plan;
  // In the order of the words, however the plan has counted.
  const groups = Object.entries(words).flatMap(([group, [one, many]]) => {
    const count = totals.rowsByGroup[group as GroupName];
    return count === undefined ? [] : [plural(count, one, many)];
  });
  const what = writesAccounts(plan) ? accountCounts(plan) : [...groups, ...moves(plan)];
  const lines = [[plural(totals.changing, 'person', 'people'), ...what].join(' · ')];
  const budget = budgetText(plan);
  lines.push([recordCount(plan, totals.rows), ...(budget === undefined ? [] : [budget]), deletions(plan)].join(' · '));
  if (totals.refused > 0) lines.push(`${plural(totals.refused, 'change is', 'changes are')} refused and not written`);
  if (totals.failed > 0) lines.push(`${plural(totals.failed, 'person', 'people')} with an error`);
  return lines.join('\n');
}

function deletions(plan: Plan): string {
  let count = 0;
  for (const { calls } of plan.people)
    for (const { records } of calls) count += records.filter(({ after }) => after === null).length;
  if (count === 0) return 'nothing deleted';
  return `${writesAccounts(plan) ? plural(count, 'account', 'accounts') : plural(count, 'row', 'rows')} deleted`;
}

/** Counted from the records that are sent: in a call that is a switch, one row takes the flag over from others. */
function moves(plan: { readonly people: Iterable<PersonPreview> }): readonly string[] {
  const counts = new Map<string, number>();
  for (const { records } of switchesOf(plan.people)) {
    const to = records.find(({ after }) => after?.['isPrimary'] === true);
    const from = records.find(({ before, after }) => before?.['isPrimary'] === true && after?.['isPrimary'] !== true);
    if (to === undefined || from === undefined) continue;
    const stranger = `personal ${from.entity === 'PerEmail' ? 'e-mail' : 'phone'}`;
    const nameOf = (record: typeof to) => (isStranger(record, records) ? stranger : spoken(record.group));
    const move = `from ${nameOf(from)} to ${nameOf(to)}`;
    counts.set(move, (counts.get(move) ?? 0) + 1);
  }
  return [...counts].map(([move, count]) => `${plural(count, 'primary flag moves', 'primary flags move')} ${move}`);
}

function* switchesOf(people: Iterable<PersonPreview>): Generator<PlannedCall> {
  for (const { calls } of people) yield* calls.filter(({ together }) => together);
}
