import { shownValue } from '../inbound/inbound-text.ts';
import { code, plain, table } from '../report/markdown-parts.ts';
import type { PersonChange } from './person-change.ts';
import { countRehearsed, countTargets, type Rehearsal } from './rehearsal-text.ts';

/** GitHub takes 65,536 characters in one comment. */
const mostCharacters = 60_000;

/**
 * A rehearsal as Markdown for a pull request.
 *
 * @param values Names, values and reasons too; without them people are told by personIdExternal alone.
 */
export function rehearsalMarkdown(rehearsal: Rehearsal, values: boolean): string {
  const { file, earlier, connection, source, target, complete, people, changes, missing } = rehearsal;
  const facts = [
    ['Mapping', `${code(file)} instead of ${code(earlier)}`],
    ['Connection', `${code(connection.name)}: ${plain(source)} → ${plain(target)}`],
    ['People', `${changes.length} of ${people} change`],
  ];
  const kinds = [...countRehearsed(changes)].map(([kind, count]) => [kind, String(count)]);
  const targets = countTargets(changes).map(([name, count]) => [code(name), String(count)]);
  const blocks = [
    '## Rehearsal',
    table(['', ''], facts),
    ...missing.map(({ asked, reason }) => `> Not found: ${code(asked)}. ${values ? plain(reason) : ''}`.trimEnd()),
    ...(complete ? [] : ['> These are the people that were chosen; others were not looked at.']),
    ...(kinds.length === 0 ? ['Nothing changes.'] : [table(['People', 'How many'], kinds)]),
    ...(targets.length === 0 ? [] : [table(['Target that would hold something else', 'People'], targets)]),
    ...(changes.length === 0 ? [] : peopleTable(changes, values)),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function peopleTable(changes: readonly PersonChange[], values: boolean): readonly string[] {
  const rows: string[][] = [];
  let room = mostCharacters;
  for (const change of changes) {
    const row = rowOf(change, values);
    room -= row.join('').length + 14;
    if (room < 0) break;
    rows.push(row);
  }
  const left = changes.length - rows.length;
  return [
    table(['Person', 'HR situation', 'Change', 'Targets'], rows),
    ...(left > 0 ? [`… and ${left} more people. \`--format json\` names everybody.`] : []),
    ...(values ? [] : ['Names and values are left out; `--values` shows them.']),
  ];
}

function rowOf(
  { personIdExternal, name, situation, kinds, targets, now, before }: PersonChange,
  values: boolean,
): string[] {
  const errors = [...now.errors, ...before.errors.filter((error) => !now.errors.includes(error))];
  const told = targets.map((one) =>
    values ? `${code(one.target)}: ${cell(one.before)} → ${cell(one.now)}` : code(one.target),
  );
  const changed = [...kinds.map(plain), ...(values ? errors.map(plain) : [])];
  const person = values && name !== '' ? `${code(personIdExternal)} ${code(name)}` : code(personIdExternal);
  return [person, situation, changed.join('<br>'), told.join('<br>')];
}

const cell = (value: PersonChange['targets'][number]['now']) => (value === null ? '∅' : code(shownValue(value, 80)));
