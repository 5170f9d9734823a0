import type { CellPlace, FromPage, KeptPerson } from './preview-messages.ts';

/** What a page has kept over a reload of the window. */
export interface KeptPreview {
  readonly uri: string;
  readonly people: readonly KeptPerson[];
}

const MOST_PEOPLE = 50;

/** What a page has kept, as far as it makes sense; undefined where it names no mapping. */
export function keptPreview(state: unknown): KeptPreview | undefined {
  const { uri, people } = fieldsOf(state);
  if (typeof uri !== 'string') return undefined;
  const kept = Array.isArray(people) ? people.flatMap(keptPerson).slice(0, MOST_PEOPLE) : [];
  return { uri, people: kept.length === 0 ? [{ kind: 'shown' }] : kept };
}

function keptPerson(person: unknown): KeptPerson[] {
  const { kind, file } = fieldsOf(person);
  if (kind === 'shown') return [{ kind }];
  return kind === 'file' && typeof file === 'string' ? [{ kind, file }] : [];
}

/** A message of the page, or undefined for anything else. */
export function messageOf(message: unknown): FromPage | undefined {
  const { type, place, focus } = fieldsOf(message);
  if (type === 'ready') return { type };
  const cell = cellOf(place);
  if (cell === undefined) return undefined;
  if (type === 'explain') return { type, place: cell };
  return type === 'open' ? { type, place: cell, focus: focus === true } : undefined;
}

function cellOf(place: unknown): CellPlace | undefined {
  const { kind, name, key } = fieldsOf(place);
  if ((kind !== 'target' && kind !== 'attribute') || typeof name !== 'string' || typeof key !== 'string')
    return undefined;
  return { kind, name, key };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
