import type { RunCall, RunPerson, RunRecord } from '../run/run-record.ts';

/** A record of a plan with the person and the call that it belongs to. */
export interface Item {
  readonly person: RunPerson;
  readonly call: RunCall;
  readonly record: RunRecord;
}

/** What is sent in one call. */
export interface Batch {
  /** A switch of primary flags, which succeeds or fails whole; else each record is judged alone. */
  readonly together: boolean;
  readonly items: readonly Item[];
}

/** People in groups of about so many records; the rows of a group are read at once, and at least one person is in it. */
export function* chunksOf(people: Iterable<RunPerson>, size: number): Generator<readonly RunPerson[]> {
  let chunk: RunPerson[] = [];
  let records = 0;
  for (const person of people) {
    const own = person.calls.reduce((sum, call) => sum + call.records.length, 0);
    if (chunk.length > 0 && records + own > size) {
      yield chunk;
      chunk = [];
      records = 0;
    }
    chunk.push(person);
    records += own;
  }
  if (chunk.length > 0) yield chunk;
}

/**
 * The calls of a chunk of people: their Users, then their e-mail and phone rows, then each switch of primary flags by
 * itself. A User goes before the rows that hang on the person (KBA 2619357); a switch is one person's alone, for it is
 * sent without isolation and would take others with it.
 */
export function batchesOf(people: readonly RunPerson[]): readonly Batch[] {
  const items = people.flatMap((person) =>
    person.calls.flatMap((call) => call.records.map((record): Item => ({ person, call, record }))),
  );
  const alone = items.filter(({ call }) => !call.together);
  const isUser = ({ record }: Item) => record.entity === 'User';
  const independent = [alone.filter(isUser), alone.filter((item) => !isUser(item))];
  const switches = people.flatMap(({ calls }) => calls.filter(({ together }) => together));
  return [
    ...independent.filter((some) => some.length > 0).map((some) => ({ together: false, items: some })),
    ...switches.map((call) => ({ together: true, items: items.filter((item) => item.call === call) })),
  ];
}
