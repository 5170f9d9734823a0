import type { MappingModel } from '../../core/analysis/model.ts';
import type { JsonObject } from '../../core/json.ts';
import { idsOf } from '../../core/mapping/people.ts';
import { type ScopeVerdict, scopeVerdict } from '../../core/mapping/scope-verdicts.ts';
import { personLabel } from '../../core/mapping/situation.ts';

/** A person and what the scope says. */
export interface ScopedPerson extends ScopeVerdict {
  /** personIdExternal, or of an Entra user the object id. */
  readonly id: string;
  /** `Rita Okafor · 100234`. */
  readonly label: string;
}

/** Who was asked for and is not there. */
export interface NotThere {
  readonly asked: string;
  readonly reason: string;
}

/** What a scope means for the people of a tenant. */
export interface ScopeSurvey {
  /** Whether the mapping has a scope at all. */
  readonly scoped: boolean;
  readonly people: readonly ScopedPerson[];
  readonly missing: readonly NotThere[];
}

/** Judges people one by one; the payloads themselves are not kept. */
export async function surveyScope(
  model: MappingModel,
  parameters: ReadonlyMap<string, string>,
  payloads: AsyncIterable<{ readonly payload: JsonObject } | NotThere>,
): Promise<ScopeSurvey> {
  const people: ScopedPerson[] = [];
  const missing: NotThere[] = [];
  for await (const read of payloads) {
    if ('asked' in read) missing.push(read);
    else people.push(scopedPerson(model, parameters, read.payload));
  }
  return { scoped: model.scoped, people, missing };
}

function scopedPerson(model: MappingModel, parameters: ReadonlyMap<string, string>, payload: JsonObject): ScopedPerson {
  const { id } = payload;
  const own = model.direction === 'writeback' && typeof id === 'string' ? id : idsOf(payload)[0];
  return { id: own ?? '', label: personLabel(payload), ...scopeVerdict(model, payload, parameters) };
}

/** How many people a group takes in, in the order of the mapping; a person may be in several. */
export function groupsOf(people: readonly ScopedPerson[]): ReadonlyMap<string, readonly ScopedPerson[]> {
  const found = new Map<string, ScopedPerson[]>();
  for (const person of people)
    for (const { group, failing } of person.groups) {
      const members = found.get(group) ?? [];
      found.set(group, members);
      if (failing === undefined) members.push(person);
    }
  return found;
}

/** A clause that shuts people out, with the value that each of them has. */
export interface ShutOut {
  readonly group: string;
  readonly clause: string;
  readonly people: readonly (ScopedPerson & { readonly attribute: string; readonly found: FoundValue })[];
}

type FoundValue = string | readonly string[] | null;

/** Of everybody out of scope the clause of each group that shuts them out; the one that concerns most people first. */
export function shutOutBy(people: readonly ScopedPerson[]): readonly ShutOut[] {
  const found = new Map<string, { group: string; clause: string; people: ShutOut['people'][number][] }>();
  for (const person of people.filter(({ inScope }) => !inScope)) {
    for (const { group, failing } of person.groups) {
      if (failing === undefined) continue;
      const key = JSON.stringify([group, failing.clause]);
      const entry = found.get(key) ?? { group, clause: failing.clause, people: [] };
      found.set(key, entry);
      entry.people.push({ ...person, attribute: failing.attribute, found: failing.found });
    }
  }
  return [...found.values()].sort((a, b) => b.people.length - a.people.length);
}
