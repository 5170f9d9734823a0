import type { GroupName } from './groups.ts';
import type { Plan } from './plan.ts';
import { plural, tenantName } from './preview-text.ts';

const words: Readonly<Record<GroupName, readonly [string, string]>> = {
  'e-mail': ['e-mail address', 'e-mail addresses'],
  'business phone': ['business phone', 'business phones'],
  'cell phone': ['cell phone', 'cell phones'],
  user: ['user', 'users'],
};

/** `Write to SuccessFactors contosoT1 (test) now?` */
export function confirmationQuestion(plan: Plan): string {
  return `Write to ${tenantName(plan.connection)} now?`;
}

/** What and how much, in the lines below the question. */
export function confirmationDetail(plan: Plan): string {
  const { totals } = plan;
  const groups = Object.entries(totals.rowsByGroup).map(([group, count]) => {
    const [one, many] = words[group as GroupName];
    return plural(count, one, many);
  });
  const lines = [[plural(totals.changing, 'person', 'people'), ...groups, ...moves(plan)].join(' · ')];
  lines.push(`${plural(totals.rows, 'row', 'rows')} · nothing deleted`);
  if (totals.refused > 0) lines.push(`${plural(totals.refused, 'change is', 'changes are')} refused and not written`);
  if (totals.failed > 0) lines.push(`${plural(totals.failed, 'person', 'people')} with an error`);
  return lines.join('\n');
}

function moves(plan: Plan): readonly string[] {
  const counts = new Map<string, number>();
  for (const { from, to } of plan.people.flatMap((person) => person.moves)) {
    const move = `from ${from} to ${to}`;
    counts.set(move, (counts.get(move) ?? 0) + 1);
  }
  return [...counts].map(([move, count]) => `${plural(count, 'primary flag moves', 'primary flags move')} ${move}`);
}
