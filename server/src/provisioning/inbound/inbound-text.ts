import { displayValue } from '../../core/mapping/display.ts';
import type { Value } from '../../core/mapping/outcome.ts';
import { oneLine } from '../../core/one-line.ts';
import type { Listed } from '../plan/packed-list.ts';
import type { AccountLine, InboundPerson, InboundTotals } from './inbound-person.ts';

/** Where people come from and go to. */
export interface InboundPlace {
  /** `Entra ID contoso.example (sandbox)`. */
  readonly target: string;
  readonly connection: { readonly name: string; readonly environment: string };
}

/** A preview of an inbound mapping that was read to its end. */
export interface InboundPreviewed {
  readonly file: string;
  readonly place: InboundPlace;
  readonly created: string;
  /** Everybody in scope was looked at. */
  readonly complete: boolean;
  readonly people: Listed<InboundPerson>;
  readonly totals: InboundTotals;
  /** Who was asked for and is not there. */
  readonly missing: readonly { readonly asked: string; readonly reason: string }[];
}

const HEADING = 62;
const WIDTH = 40;

/** A preview as text: person by person, whoever has an error first, with totals at the end (design: "Preview, as text"). */
export function inboundText(previewed: InboundPreviewed): string {
  return [...inboundParts(previewed)].join('');
}

/** The same, part by part: of a large tenant it is longer than what should be in memory. */
export function* inboundParts({ place, people, totals, complete, missing }: InboundPreviewed): Generator<string> {
  for (const person of inboundOrder(people)) yield `${personText(person, place)}\n\n`;
  for (const { asked, reason } of missing) yield `Not found: ${oneLine(asked)}\n  ${oneLine(reason)}\n\n`;
  yield `${[`Total: ${totalsLine(totals)}`, ...(complete ? [] : [CHOSEN_ONLY])].join('\n')}\n`;
}

/** That somebody may be missing. */
export const CHOSEN_ONLY = 'These are the people that were chosen; others in scope were not looked at.';

/** People as a reader needs them: errors first, then what changes, then the rest; else as they came. */
export function* inboundOrder(people: Listed<InboundPerson>): Generator<InboundPerson> {
  for (const rank of [0, 1, 2]) for (const person of people) if (readingRank(person) === rank) yield person;
}

const readingRank = ({ errors, action }: InboundPerson) => (errors.length > 0 ? 0 : action === 'none' ? 2 : 1);

/** `Rita Okafor · 100234 · rehire`. */
export function personTitle({ name, personIdExternal, situation }: InboundPerson): string {
  const parts = [name, personIdExternal, situation === 'plain' ? '' : situation];
  return oneLine(parts.filter((part) => part !== '').join(' · '));
}

/** What happens to a person, and to which account: `update: in scope … · rita@contoso.example, found by employeeId 100234`. */
export function personAbout({ action, keptBack, reason, account, asOfDate }: InboundPerson): string {
  const back = keptBack === undefined || action === 'none' ? '' : keptBack === 'person' ? ', kept back' : ' in part';
  const found = account === undefined ? 'no account' : `${account.userPrincipalName}, found by ${account.matchedBy}`;
  const day = asOfDate === undefined ? [] : [`read as of ${asOfDate}, the first day`];
  return oneLine([`${ACTION[action]}${back}: ${reason}`, found, ...day].join(' · '));
}

const ACTION: Readonly<Record<InboundPerson['action'], string>> = {
  create: 'create',
  update: 'update',
  disable: 'disable',
  delete: 'delete',
  none: 'nothing to do',
};

function personText(person: InboundPerson, { target }: InboundPlace): string {
  const heading = `${personTitle(person).padEnd(HEADING)}  inbound → ${oneLine(target)}`;
  const widths = {
    target: widest(
      person.lines.map((line) => oneLine(line.target)),
      14,
    ),
    before: widest(
      person.lines.map(({ before }) => shownValue(before)),
      12,
    ),
    after: widest(person.lines.map(afterText), 12),
  };
  const lines = person.lines.map((line) => lineText(line, widths));
  const errors = person.errors.map((error) => `  error     ${oneLine(error)}`);
  const warnings = person.warnings.map((warning) => `  warning   ${oneLine(warning)}`);
  return [heading, `  ${personAbout(person)}`, ...lines, ...errors, ...warnings, personCounts(person)].join('\n');
}

const widest = (texts: readonly string[], least: number) =>
  Math.min(WIDTH, Math.max(least, ...texts.map((text) => text.length)));

function lineText(line: AccountLine, widths: { target: number; before: number; after: number }): string {
  const target = oneLine(line.target).padEnd(widths.target);
  const before = shownValue(line.before).padEnd(widths.before);
  const arrow = line.note === 'new' || line.note === 'changed' ? '→' : ' ';
  return `  ${target}  ${before} ${arrow} ${afterText(line).padEnd(widths.after)} ${lineWords(line)}`.trimEnd();
}

/** A value that is kept shows nothing on the right: nothing flows. */
function afterText({ note, after }: AccountLine): string {
  return note === 'new' || note === 'changed' || note === 'unchanged' ? shownValue(after) : '';
}

/** What happens to a line, in words: nothing where the arrow tells it. */
export function lineWords({ note, reason }: AccountLine): string {
  if (note === 'changed') return '';
  return oneLine(reason === undefined || note === 'new' ? note : `${note}: ${reason}`);
}

/** `2 changes, 1 unchanged, 1 kept, 0 errors`. */
export function personCounts({ lines, errors }: InboundPerson): string {
  const count = (...notes: AccountLine['note'][]) => lines.filter(({ note }) => notes.includes(note)).length;
  return [
    plural(count('new', 'changed'), 'change'),
    `${count('unchanged')} unchanged`,
    `${count('kept', 'later')} kept`,
    plural(errors.length, 'error'),
  ].join(', ');
}

/** `12 people · 11 in scope · 3 to create · …`; the counts behind `in scope` add up to the people. */
export function totalsLine(totals: InboundTotals): string {
  const { people, inScope, create, update, disable, none, failed, partly } = totals;
  const parts = [
    people === 1 ? '1 person' : `${people} people`,
    `${inScope} in scope`,
    `${create} to create`,
    `${update} to update`,
    `${disable} to disable`,
    ...(totals.delete > 0 ? [`${totals.delete} to delete`] : []),
    `${none} without a change`,
    `${failed} kept back by an error`,
    ...(partly > 0 ? [`${partly} in part`] : []),
  ];
  return parts.join(' · ');
}

const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;

/** A value for a person's eye; a date of Entra ID as the one of SuccessFactors beside it. */
export function shownValue(value: Value, width = WIDTH): string {
  const day = typeof value === 'string' ? /^(\d{4}-\d\d-\d\d)T00:00:00Z$/.exec(value)?.[1] : undefined;
  return displayValue(day ?? value, width);
}
