import type { ScopedPerson } from './scope-survey.ts';
import { groupsOf, shutOutBy } from './scope-survey.ts';
import type { ScopeAnswer } from './scope-text.ts';

/** The answer as JSON: everybody by name, with the clause of each group that shuts them out. */
export function scopeJson({ file, complete, fate, survey, compared }: ScopeAnswer): string {
  const { scoped, people, missing } = survey;
  const answer = {
    file,
    scoped,
    complete,
    totals: { people: people.length, inScope: people.filter(({ inScope }) => inScope).length },
    groups: [...groupsOf(people)].map(([group, members]) => ({ group, count: members.length })),
    clauses: shutOutBy(people).map(({ group, clause, people: shut }) => ({ group, clause, count: shut.length })),
    people: people.map(shown),
    missing,
    ...(compared !== undefined && {
      compared: {
        file: compared.file,
        outOfScope: fate,
        kept: compared.change.kept,
        takenIn: compared.change.takenIn.map(shown),
        letFall: compared.change.letFall.map(shown),
      },
    }),
  };
  return `${JSON.stringify(answer, undefined, 2)}\n`;
}

function shown({ id, label, inScope, groups }: ScopedPerson): unknown {
  return {
    id,
    label,
    inScope,
    groups: groups.flatMap(({ group, failing }) => (failing === undefined ? [group] : [])),
    shutOut: inScope
      ? []
      : groups.flatMap(({ group, failing }) => (failing === undefined ? [] : [{ group, ...failing }])),
  };
}
