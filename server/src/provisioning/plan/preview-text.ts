import { oneLine } from '../../core/one-line.ts';
import type { AccountChange } from './account-change.ts';
import { budgetRefusal, budgetText } from './budget.ts';
import { kindsFor } from './change-kinds.ts';
import { lookedAt } from './looked-at.ts';
import { personLines } from './person-lines.ts';
import type { PersonPreview, PreviewLine, PreviewTotals } from './person-preview.ts';
import { type Plan, writtenTenant } from './plan.ts';
import { accountCounts, plural, recordCount, writesAccounts } from './record-words.ts';
import { tallyOf } from './tally.ts';

export { plural, recordCount } from './record-words.ts';

/** How wide the left side of a person's heading is, in characters. */
const headingWidth = 62;

/** A preview or plan as text, person by person, with totals at the end. */
export function previewText(plan: Plan): string {
  return [...previewParts(plan)].join('');
}

/** The same, part by part: of a large tenant it is longer than what should be in memory. */
export function* previewParts(plan: Plan): Generator<string> {
  if (plan.undoes !== undefined) yield `Undo of run ${oneLine(plan.undoes)}.\n\n`;
  for (const person of plan.people) yield `${personText(person, plan)}\n\n`;
  const budget = budgetText(plan);
  const refusal = budgetRefusal(plan);
  const end = [
    totalsText(plan),
    ...kindsText(plan),
    ...(budget === undefined ? [] : [`Limits: ${budget.slice('limits: '.length)}`]),
    ...(refusal === undefined ? [] : [`${refusal} Nothing of it can be applied.`]),
  ];
  yield `${end.join('\n')}\n`;
}

/** `SuccessFactors contosoT1 (test)`, `Entra ID contoso.example (test)`: what is written to, and how careful to be. */
export function tenantName(plan: Pick<Plan, 'connection' | 'target'>): string {
  const { system, name } = writtenTenant(plan);
  return `${system} ${oneLine(name)} (${plan.connection.environment})`;
}

/** One person: current flags, each target old → new, then what was refused and why. */
export function personText(person: PersonPreview, plan: Pick<Plan, 'connection' | 'target'>): string {
  const title = personTitle(person.name, person.personIdExternal);
  const direction = plan.target === undefined ? 'writeback' : 'inbound';
  const heading = `${title.padEnd(headingWidth)}  ${direction} → ${tenantName(plan)}`;
  const lines = [heading];
  const shownLines = personLines(person);
  if (person.account !== undefined) lines.push(`  ${accountText(person.account)}`);
  else if (shownLines.some((line) => line.group !== 'user')) lines.push(`  ${primaryText(person)}`);

  const widths = {
    target: widest(
      shownLines.map((line) => line.target),
      22,
      40,
    ),
    before: widest(
      shownLines.map((line) => shown(line.before)),
      12,
      40,
    ),
    after: widest(shownLines.map(afterText), 12, 40),
  };
  for (const line of shownLines) lines.push(lineText(line, widths));
  for (const { group, reason } of person.refusals) lines.push(`  refused   ${group}: ${oneLine(reason)}`);
  for (const { group, reason } of person.errors)
    lines.push(`  error     ${group === undefined ? '' : `${group}: `}${oneLine(reason)}`);
  for (const warning of person.warnings) lines.push(`  warning   ${oneLine(warning)}`);
  lines.push(countsText(person, shownLines));
  return lines.join('\n');
}

/** `rehire · update: in scope, and jobTitle changes · found by employeeId 100234`. */
export function accountText({ situation, asOfDate, action, reason, matchedBy }: AccountChange): string {
  const parts = [
    asOfDate === undefined ? situation : `${situation} as of ${asOfDate}`,
    `${action === 'none' ? 'nothing to do' : action}: ${reason}`,
    ...(matchedBy === undefined ? [] : [`found by ${matchedBy}`]),
  ];
  return oneLine(parts.join(' · '));
}

/** `primary now: e-mail type 8448, phone none`. */
export function primaryText({ primaryNow: { emails, phones } }: PersonPreview): string {
  const types = (list: readonly string[]) => (list.length === 0 ? 'none' : `type ${oneLine(list.join(' and '))}`);
  return `primary now: e-mail ${types(emails)}, phone ${types(phones)}`;
}

function lineText(line: PreviewLine, widths: { target: number; before: number; after: number }): string {
  const arrow = line.note === 'new' || line.note === 'changed' || line.note === 'refused' ? '→' : ' ';
  const note = line.note === 'changed' ? '' : line.reason === undefined ? line.note : `${line.note}: ${line.reason}`;
  const before = shown(line.before).padEnd(widths.before);
  const text = `  ${oneLine(line.target).padEnd(widths.target)} ${before} ${arrow} ${afterText(line).padEnd(widths.after)} ${oneLine(note)}`;
  return text.trimEnd();
}

/** A value that is kept shows nothing on the right: nothing flows. */
function afterText(line: PreviewLine): string {
  return line.note === 'kept' ? '' : shown(line.after);
}

/** `2 changes, 1 unchanged, 1 kept, 0 errors`. */
export function countsText(person: PersonPreview, shownLines: readonly PreviewLine[]): string {
  const count = (...notes: PreviewLine['note'][]) => shownLines.filter((line) => notes.includes(line.note)).length;
  const parts = [
    plural(count('new', 'changed'), 'change', 'changes'),
    `${count('unchanged')} unchanged`,
    `${count('kept')} kept`,
    ...(person.refusals.length > 0 ? [`${person.refusals.length} refused`] : []),
    plural(person.errors.length, 'error', 'errors'),
  ];
  return parts.join(', ');
}

/** The last paragraph: how many people, rows, refusals and failures, and whether somebody may be missing. */
function totalsText(plan: Plan): string {
  const note = lookedAt(plan);
  return `Total: ${totalsLine(plan)}${note === undefined ? '' : `\n${oneLine(note)}`}`;
}

/** `By kind: 3 get a new row · 97 without a change`, in people; nothing where nobody was looked at. */
function kindsText(plan: Plan): readonly string[] {
  const counts = tallyOf(plan.people).kinds;
  const parts = kindsFor(plan).flatMap(({ kind, words }) => {
    const count = counts.get(kind);
    return count === undefined ? [] : [`${count} ${words}`];
  });
  return parts.length === 0 ? [] : [`People by kind: ${parts.join(' · ')}`];
}

/** `3 people · 4 rows to write for 2 people · 0 refused · …`; of accounts how many are made, updated, disabled, deleted. */
export function totalsLine(plan: Plan): string {
  const { totals } = plan;
  const accounts = writesAccounts(plan) ? accountCounts(plan) : [];
  const parts = [
    plural(totals.people, 'person', 'people'),
    ...(accounts.length > 0
      ? accounts
      : [`${recordCount(plan, totals.rows)} to write for ${plural(totals.changing, 'person', 'people')}`]),
    ...outcomeParts(totals),
  ];
  return parts.join(' · ');
}

function outcomeParts(totals: PreviewTotals): readonly string[] {
  return [
    `${totals.refused} refused`,
    plural(totals.failed, 'person with an error', 'people with an error'),
    ...(totals.outOfScope > 0 ? [`${totals.outOfScope} out of scope`] : []),
  ];
}

/** Who a paragraph is about. */
export function personTitle(name: string, personIdExternal: string | null): string {
  return oneLine(`${name} · ${personIdExternal || 'no person'}`);
}

const shown = (value: string | null) => (value === null ? '∅' : oneLine(value));

function widest(texts: readonly string[], least: number, most: number): number {
  return Math.min(most, Math.max(least, ...texts.map((text) => text.length)));
}
