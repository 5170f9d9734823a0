import { countRehearsed, countTargets, type Rehearsal } from './rehearsal-text.ts';

/** A rehearsal as JSON; docs/command-line.md names the fields. */
export function rehearsalJson(rehearsal: Rehearsal): string {
  const { file, earlier, connection, source, target, complete, people, changes, missing } = rehearsal;
  const totals = { people, changed: changes.length, ...Object.fromEntries(countRehearsed(changes)) };
  const targets = Object.fromEntries(countTargets(changes));
  const told = { file, earlier, connection, source, target, complete, totals, targets, people: changes, missing };
  return `${JSON.stringify(told, undefined, 2)}\n`;
}
