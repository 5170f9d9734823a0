import { ControlProblem, fields, text } from '../control/registrations.ts';
import { day } from '../people/calendar.ts';
import { departmentCodes } from '../people/organisation.ts';

/** What HR may say of somebody's job; what is absent stays as it is. */
export interface JobWords {
  readonly department?: string;
  readonly title?: string;
  /** userId; null: nobody. */
  readonly manager?: string | null;
}

/** A job that begins or changes on a day, in ms UTC. */
export interface JobFrom extends JobWords {
  readonly on: number;
}

/** Something that HR notes of a person. */
export type PersonEvent =
  /** The person was never here. */
  | { readonly kind: 'withdraw'; readonly person: string }
  /** `hire`: the first day of somebody who is not here; later than today for a pre-hire. */
  | (JobFrom & { readonly kind: 'hire' | 'rehire' | 'convert' | 'move'; readonly person: string })
  /** Unpaid leave, the day of the return, the last day at work. */
  | { readonly kind: 'leave' | 'return' | 'terminate'; readonly person: string; readonly on: number }
  | { readonly kind: 'rename'; readonly person: string; readonly lastName: string };

/** Another name of a department by its code, or another label of an option of a picklist by its external code. */
export type RelabelEvent = {
  readonly kind: 'relabel';
  readonly name: string;
} & ({ readonly department: string } | { readonly picklist: string; readonly code: string });

export type HrEvent = PersonEvent | RelabelEvent;

const kinds = ['withdraw', 'hire', 'rehire', 'convert', 'move', 'leave', 'return', 'terminate', 'rename', 'relabel'];
const names = ['kind', 'person', 'on', 'department', 'title', 'manager', 'lastName', 'picklist', 'code', 'name'];

/**
 * Reads `{"events": […]}`, each event as `{"kind", "person", "on"?, "department"?, "title"?, "manager"?, "lastName"?}`, or
 * `{"kind": "relabel", "name"}` with `department`, or with `picklist` and `code`.
 *
 * @throws ControlProblem naming the field and what it takes
 */
export function readHrEvents(value: unknown): HrEvent[] {
  const events = fields(value, 'what HR notes', ['events']).get('events');
  if (Array.isArray(events)) return events.map(readEvent);
  throw new ControlProblem(
    '"events" must be a list of events such as {"kind":"move","person":"100101","on":"2026-12-01"}',
  );
}

function readEvent(value: unknown): HrEvent {
  const given = fields(value, 'an event', names);
  const kind = given.get('kind');
  if (kind === 'relabel') return relabel(given);
  const person = text(given, 'person');
  switch (kind) {
    case 'withdraw':
      return { kind, person };
    case 'rename':
      return { kind, person, lastName: text(given, 'lastName') };
    case 'leave':
    case 'return':
    case 'terminate':
      return { kind, person, on: dayOf(given) };
    case 'hire':
    case 'rehire':
    case 'convert':
    case 'move':
      return { kind, person, on: dayOf(given), ...jobWords(given) };
    default:
      throw new ControlProblem(`"kind" must be one of ${kinds.join(', ')}`);
  }
}

function relabel(given: ReadonlyMap<string, unknown>): RelabelEvent {
  const name = text(given, 'name');
  if (given.has('department')) return { kind: 'relabel', department: text(given, 'department'), name };
  return { kind: 'relabel', picklist: text(given, 'picklist'), code: text(given, 'code'), name };
}

function dayOf(given: ReadonlyMap<string, unknown>): number {
  const on = text(given, 'on');
  const at = /^\d{4}-\d\d-\d\d$/.test(on) ? day(on) : Number.NaN;
  if (Number.isFinite(at)) return at;
  throw new ControlProblem('"on" must be a day such as 2026-12-01');
}

function jobWords(given: ReadonlyMap<string, unknown>): JobWords {
  const manager = given.get('manager');
  const department = given.has('department') ? text(given, 'department') : undefined;
  if (department !== undefined && !departmentCodes.has(department))
    throw new ControlProblem(`"department" must be one of ${[...departmentCodes.keys()].join(', ')}`);
  return {
    ...(department !== undefined && { department }),
    ...(given.has('title') && { title: text(given, 'title') }),
    ...(manager !== undefined && { manager: manager === null ? null : text(given, 'manager') }),
  };
}
