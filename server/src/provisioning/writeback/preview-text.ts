import { oneLine } from '../../core/one-line.ts';
import { budgetRefusal, budgetText } from './budget.ts';
import { personLines } from './person-lines.ts';
import type { PersonPreview, PreviewLine, PreviewTotals } from './person-preview.ts';
import type { Plan, PlanConnection } from './plan.ts';

/** How wide the left side of a person's heading is, in characters. */
const headingWidth = 62;

/** A preview or plan as text, person by person, with totals at the end. */
export function previewText(plan: Plan): string {
  const people = plan.people.map((person) => personText(person, plan.connection));
  const budget = budgetText(plan);
  const refusal = budgetRefusal(plan);
  const end = [
    totalsText(plan.totals, plan.complete),
    ...(budget === undefined ? [] : [`Limits: ${budget.slice('limits: '.length)}`]),
    ...(refusal === undefined ? [] : [`${refusal} Nothing of it can be applied.`]),
  ].join('\n');
  return `${[...people, end].join('\n\n')}\n`;
}

/** `contosoT1 (test)`: which tenant, and how careful to be. */
export function tenantName({ company, environment }: PlanConnection): string {
  return `SuccessFactors ${oneLine(company)} (${environment})`;
}

/** One person: current flags, each target old → new, then what was refused and why. */
export function personText(person: PersonPreview, connection: PlanConnection): string {
  const title = personTitle(person.name, person.personIdExternal);
  const heading = `${title.padEnd(headingWidth)}  writeback → ${tenantName(connection)}`;
  const lines = [heading];
  const shownLines = personLines(person);
  if (shownLines.some((line) => line.group !== 'user')) lines.push(`  primary now: ${primaryNow(person)}`);

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

function primaryNow({ primaryNow: { emails, phones } }: PersonPreview): string {
  const types = (list: readonly string[]) => (list.length === 0 ? 'none' : `type ${oneLine(list.join(' and '))}`);
  return `e-mail ${types(emails)}, phone ${types(phones)}`;
}

function lineText(line: PreviewLine, widths: { target: number; before: number; after: number }): string {
  const arrow = line.note === 'new' || line.note === 'changed' || line.note === 'refused' ? '→' : ' ';
  const note = line.note === 'changed' ? '' : line.note;
  const before = shown(line.before).padEnd(widths.before);
  const text = `  ${oneLine(line.target).padEnd(widths.target)} ${before} ${arrow} ${afterText(line).padEnd(widths.after)} ${note}`;
  return text.trimEnd();
}

/** A value that is kept shows nothing on the right: nothing flows. */
function afterText(line: PreviewLine): string {
  return line.note === 'kept' ? '' : shown(line.after);
}

function countsText(person: PersonPreview, shownLines: readonly PreviewLine[]): string {
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
export function totalsText(totals: PreviewTotals, complete: boolean): string {
  const parts = [
    plural(totals.people, 'person', 'people'),
    `${plural(totals.rows, 'row', 'rows')} to write for ${plural(totals.changing, 'person', 'people')}`,
    `${totals.refused} refused`,
    plural(totals.failed, 'person with an error', 'people with an error'),
    ...(totals.outOfScope > 0 ? [`${totals.outOfScope} out of scope`] : []),
  ];
  const whole = complete ? '' : '\nThese are the people that were chosen; others in scope were not looked at.';
  return `Total: ${parts.join(' · ')}${whole}`;
}

/** `1 person`, `2 people`. */
export function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Who a paragraph is about. */
export function personTitle(name: string, personIdExternal: string | null): string {
  return oneLine(`${name} · ${personIdExternal || 'no person'}`);
}

const shown = (value: string | null) => (value === null ? '∅' : oneLine(value));

function widest(texts: readonly string[], least: number, most: number): number {
  return Math.min(most, Math.max(least, ...texts.map((text) => text.length)));
}
