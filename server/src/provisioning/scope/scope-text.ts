import { oneLine } from '../../core/one-line.ts';
import type { ScopeChange } from './compare-scopes.ts';
import type { Fate } from './out-of-scope.ts';
import { groupsOf, type ScopedPerson, type ScopeSurvey, shutOutBy } from './scope-survey.ts';

/** People of one list that are named; JSON names everybody. */
const mostNames = 20;

/** What is told of a scope. */
export interface ScopeAnswer {
  /** Name of the mapping. */
  readonly file: string;
  /** `people in SuccessFactors contosoT1 (test)`, `users of Entra ID contoso.example (test)`. */
  readonly where: string;
  /** Everybody was looked at. */
  readonly complete: boolean;
  readonly fate: Fate;
  readonly survey: ScopeSurvey;
  readonly compared?: { readonly file: string; readonly change: ScopeChange };
}

/** Who is in scope by group, which clause shuts whom out, and what a changed filter does. */
export function scopeText({ file, where, complete, fate, survey, compared }: ScopeAnswer): string {
  const { scoped, people, missing } = survey;
  const within = people.filter(({ inScope }) => inScope).length;
  const head = [
    `${oneLine(file)}: ${number(within)} of ${number(people.length)} ${where} ${within === 1 ? 'is' : 'are'} in scope.`,
    ...(scoped ? [] : ['The mapping has no scope, so everybody is in scope.']),
    ...(complete ? [] : ['These are the people that were chosen; others were not looked at.']),
  ].join('\n');
  const groups = [...groupsOf(people)].map(([group, members]) =>
    listText(`In scope by ${oneLine(group)}: ${number(members.length)}`, members, () => ''),
  );
  const clauses = shutOutBy(people).map(({ group, clause, people: shut }) => {
    const of = group === clause ? '' : ` (group ${oneLine(group)})`;
    return listText(`Shut out by ${oneLine(clause)}${of}: ${number(shut.length)}`, shut, foundText);
  });
  const absent = missing.map(({ asked, reason }) => `Not found: ${oneLine(asked)}\n  ${oneLine(reason)}`);
  const change = compared === undefined ? [] : changeText(compared.file, compared.change, fate);
  return `${[head, ...groups, ...clauses, ...absent, ...change].join('\n\n')}\n`;
}

function changeText(file: string, { takenIn, letFall, kept }: ScopeChange, fate: Fate): readonly string[] {
  const heading = `Compared with ${oneLine(file)}: ${number(takenIn.length)} taken in, ${number(letFall.length)} let fall, ${number(kept)} in scope as before.`;
  const what = {
    'left alone': 'their targets stay as they are',
    disabled: 'the next cycle would disable their accounts',
    deleted: 'the next cycle would delete their accounts',
  }[fate];
  return [
    heading,
    ...(takenIn.length === 0
      ? []
      : [listText(`Taken in: ${number(takenIn.length)}`, takenIn, (person) => `by ${groupOf(person)}`)]),
    ...(letFall.length === 0
      ? []
      : [listText(`Let fall: ${number(letFall.length)}; ${what}`, letFall, (person) => reasonsOf(person))]),
  ];
}

function listText<T extends ScopedPerson>(title: string, people: readonly T[], remark: (person: T) => string): string {
  const named = people.slice(0, mostNames).map((person) => `  ${person.label}  ${remark(person)}`.trimEnd());
  const left = people.length - named.length;
  const more = left > 0 ? [`  … and ${number(left)} more; --format json names everybody`] : [];
  return [title, ...named, ...more].join('\n');
}

const groupOf = ({ groups }: ScopedPerson) =>
  oneLine(groups.find(({ failing }) => failing === undefined)?.group ?? 'a mapping without a scope');

function reasonsOf({ groups }: ScopedPerson): string {
  return groups
    .flatMap(({ failing }) => (failing === undefined ? [] : [`${oneLine(failing.clause)}, but ${foundText(failing)}`]))
    .join('; ');
}

function foundText({ attribute, found }: { attribute: string; found: string | readonly string[] | null }): string {
  const value = found === null || found === '' ? 'is empty' : `is ${oneLine(JSON.stringify(found))}`;
  return `${oneLine(attribute)} ${value}`;
}

const number = (value: number) => value.toLocaleString('en-US');
