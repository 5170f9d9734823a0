import { displayValue } from '../../core/mapping/display.ts';
import { oneLine } from '../../core/one-line.ts';
import { shownValue } from '../inbound/inbound-text.ts';
import { type PersonChange, REHEARSED_KINDS, type RehearsedKind } from './person-change.ts';

/** A rehearsal that was read to its end. */
export interface Rehearsal {
  /** The present mapping and the earlier one. */
  readonly file: string;
  readonly earlier: string;
  readonly connection: { readonly name: string; readonly environment: string };
  /** `SuccessFactors contosoT1`. */
  readonly source: string;
  /** `Entra ID contoso.example (test)`. */
  readonly target: string;
  /** Everybody in scope was looked at. */
  readonly complete: boolean;
  /** How many were looked at. */
  readonly people: number;
  readonly changes: readonly PersonChange[];
  /** Who was asked for and is not there. */
  readonly missing: readonly { readonly asked: string; readonly reason: string }[];
}

/** How many people change in which way; who changes in two ways counts in both. */
export function countRehearsed(changes: readonly PersonChange[]): ReadonlyMap<RehearsedKind, number> {
  const counted = REHEARSED_KINDS.map(
    (kind) => [kind, changes.filter(({ kinds }) => kinds.includes(kind)).length] as const,
  );
  return new Map(counted.filter(([, count]) => count > 0));
}

/** For how many people each target would hold something else, the most frequent first. */
export function countTargets(changes: readonly PersonChange[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { targets } of changes)
    for (const { target } of targets) counts.set(target, (counts.get(target) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || a.localeCompare(b, 'en'));
}

/** Who changes and how, person by person, with totals at the end. */
export function rehearsalText(rehearsal: Rehearsal): string {
  const { file, earlier, source, target, changes, missing } = rehearsal;
  const head = `${oneLine(file)} instead of ${oneLine(earlier)}: ${oneLine(source)} → ${oneLine(target)}. Nothing was written.`;
  const people = changes.map(personText);
  const absent = missing.map(({ asked, reason }) => `Not found: ${oneLine(asked)}\n  ${oneLine(reason)}`);
  return `${[head, ...people, ...absent, totalsText(rehearsal)].join('\n\n')}\n`;
}

/** `3 of 16 people change: 2 updated otherwise, 1 out of scope.`, and what is to be known of it. */
export function totalsText({ people, changes, complete }: Rehearsal): string {
  const counts = [...countRehearsed(changes)].map(([kind, count]) => `${count} ${kind}`);
  const targets = countTargets(changes).map(([target, count]) => `${oneLine(target)} ${count}`);
  const looked = people === 1 ? '1 person' : `${people.toLocaleString('en-US')} people`;
  return [
    changes.length === 0
      ? `Nothing changes for ${looked}.`
      : `${changes.length.toLocaleString('en-US')} of ${looked} ${changes.length === 1 ? 'changes' : 'change'}: ${counts.join(', ')}.`,
    ...(targets.length === 0 ? [] : [`Targets that would hold something else: ${targets.join(', ')}.`]),
    ...(complete ? [] : ['These are the people that were chosen; others were not looked at.']),
  ].join('\n');
}

function personText(change: PersonChange): string {
  const { personIdExternal, name, situation, asOfDate, before, now, kinds, targets } = change;
  const account = now.account?.userPrincipalName ?? before.account?.userPrincipalName;
  const parts = [name, personIdExternal, situation === 'plain' ? '' : situation, account ?? ''];
  const day = asOfDate === undefined ? [] : [`read as of ${asOfDate}`];
  const heading = oneLine([...parts.filter((part) => part !== ''), ...day].join(' · '));
  const width = Math.max(...targets.map(({ target }) => target.length), 0);
  const lines = targets.map(
    (one) => `    ${oneLine(one.target).padEnd(width)}  ${shownValue(one.before)} → ${shownValue(one.now)}`,
  );
  return [heading, ...kinds.flatMap((kind) => kindLines(kind, change, lines))].join('\n');
}

function kindLines(kind: RehearsedKind, { before, now }: PersonChange, lines: readonly string[]): readonly string[] {
  const told = (text: string) => [`  ${kind}: ${oneLine(text)}`];
  const errors = (of: readonly string[], others: readonly string[]) =>
    of.filter((error) => !others.includes(error)).map((error) => `  ${kind}: ${oneLine(error)}`);
  switch (kind) {
    case 'updated otherwise':
      return [`  ${kind}`, ...lines];
    case 'matched otherwise':
      return told(`${accountText(before.account)} → ${accountText(now.account)}`);
    case 'error now':
      return errors(now.errors, before.errors);
    case 'error no more':
      return errors(before.errors, now.errors);
    case 'no longer created':
    case 'no longer disabled':
    case 'no longer deleted':
      return told(`${before.reason} → ${now.reason}`);
    default:
      return told(now.reason);
  }
}

function accountText(account: PersonChange['now']['account']): string {
  return account === undefined
    ? 'no account'
    : `${account.userPrincipalName} by ${displayValue(account.matchedBy, 60)}`;
}
