import { code, plain, table } from '../report/markdown-parts.ts';
import { budgetOf, budgetRefusal, limitText, mayConcern } from './budget.ts';
import { kindsFor } from './change-kinds.ts';
import { lookedAt } from './looked-at.ts';
import { personLines } from './person-lines.ts';
import type { PersonPreview, PreviewLine } from './person-preview.ts';
import { type Plan, writtenTenant } from './plan.ts';
import { tenantName, totalsLine } from './preview-text.ts';
import { tallyOf } from './tally.ts';

/** GitHub takes 65,536 characters in one comment, and the reader's patience ends earlier. */
const mostCharacters = 60_000;

export interface MarkdownOptions {
  /** Names, old and new values, reasons. Without them a plan can be discussed where not everybody may see people's data. */
  readonly values: boolean;
  /** Whether it was signed with the key that plans are signed with here. */
  readonly signed: boolean;
}

/** A plan as Markdown for a pull request: where, totals, limits, and a row for each person whom it concerns. */
export function planMarkdown(plan: Plan, { values, signed }: MarkdownOptions): string {
  const { mapping, undoes, connection, created, people } = plan;
  const note = lookedAt(plan);
  const refusal = budgetRefusal(plan);
  const warnings = [
    ...(refusal === undefined ? [] : [`**${plain(refusal)} Nothing of it can be applied.**`]),
    ...(note === undefined ? [] : [plain(note)]),
    ...(signed ? [] : ['**Not signed with the key of this machine: `sfmap apply` refuses it here.**']),
  ];
  const head = [
    `## Plan ${undoes === undefined ? '' : `to undo ${code(undoes)} `}for ${plain(tenantName(plan))}`,
    table(
      ['', ''],
      [
        ['Mapping', `${code(mapping.file)}, SHA-256 ${code(mapping.sha256.slice(0, 16))}`],
        ['Connection', `${code(connection.name)} at ${code(writtenTenant(plan).host)}`],
        ['Made', plain(created)],
        ['Total', plain(totalsLine(plan))],
      ],
    ),
    ...warnings.map((text) => `> ${text}`),
    ...limitTable(plan),
    ...kindTable(plan),
  ];
  return `${[...head, ...peopleTable(people, values, mostCharacters)].join('\n\n')}\n`;
}

function limitTable(plan: Plan): readonly string[] {
  const rows = budgetOf(plan)
    .filter(({ limit, count }) => count > 0 || mayConcern(limit.kind, plan))
    .map(({ limit, count, allowed }) => [
      code(limitText(limit)),
      String(count),
      allowed === undefined ? 'holds when everybody is looked at' : String(allowed),
    ]);
  return rows.length === 0 ? [] : [table(['Limit', 'People', 'Allowed'], rows)];
}

function kindTable(plan: Plan): readonly string[] {
  const counts = tallyOf(plan.people).kinds;
  const rows = kindsFor(plan).flatMap(({ kind, words }) => {
    const count = counts.get(kind);
    return count === undefined ? [] : [[words, String(count)]];
  });
  return rows.length === 0 ? [] : [table(['People', 'How many'], rows)];
}

/** A row for each person who changes, is refused or has an error; the others are in the totals. */
function peopleTable(people: Plan['people'], values: boolean, room: number): readonly string[] {
  const rows: string[][] = [];
  let length = 0;
  let concerned = 0;
  for (const person of people) {
    const { calls, refusals, errors, warnings } = person;
    if (calls.length + refusals.length + errors.length + warnings.length === 0) continue;
    concerned += 1;
    if (length > room) continue;
    const row = [nameOf(person, values), changesOf(person, values), remarksOf(person, values)];
    length += row.join('').length + 10;
    if (length <= room) rows.push(row);
  }
  if (concerned === 0) return ['Nothing to write.'];
  const left = concerned - rows.length;
  return [
    table(['Person', 'What is written', 'Remarks'], rows),
    ...(left > 0 ? [`… and ${left} more people. \`sfmap show\` lists everybody.`] : []),
    ...(values ? [] : ['Names and values are left out; `sfmap show --format markdown --values` shows them.']),
  ];
}

function nameOf({ personIdExternal, name }: PersonPreview, values: boolean): string {
  const id = personIdExternal === null ? 'no person' : code(personIdExternal);
  return values ? `${id} ${code(name)}` : id;
}

function changesOf(person: PersonPreview, values: boolean): string {
  const lines = personLines(person).filter(({ note }) => note === 'new' || note === 'changed');
  const told = ({ target, before, after, note }: PreviewLine) =>
    values ? `${code(target)}: ${shown(before)} → ${shown(after)}` : `${code(target)} ${note}`;
  return lines.map(told).join('<br>');
}

function remarksOf({ refusals, errors, warnings }: PersonPreview, values: boolean): string {
  const about = (word: string, group: string | undefined, reason: string) =>
    [`**${word}**`, ...(group === undefined ? [] : [group]), ...(values ? [plain(reason)] : [])].join(' ');
  return [
    ...errors.map(({ group, reason }) => about('error', group, reason)),
    ...refusals.map(({ group, reason }) => about('refused', group, reason)),
    ...warnings.map((warning) => about('warning', undefined, warning)),
  ].join('<br>');
}

const shown = (value: string | null) => (value === null ? '∅' : value === '' ? '(empty)' : code(value));
