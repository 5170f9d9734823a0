import type { PersonPreview, PlannedCall, PlannedRecord } from '../plan/person-preview.ts';

/** A record of a plan with the person and the call that it belongs to. */
export interface Item {
  readonly person: PersonPreview;
  readonly call: PlannedCall;
  readonly record: PlannedRecord;
}

/** What is sent in one call. */
export interface Batch {
  /** A switch of primary flags, which succeeds or fails whole; else each record is judged alone. */
  readonly together: boolean;
  readonly items: readonly Item[];
}

/** People in groups of about so many records; the rows of a group are read at once, and at least one person is in it. */
export function chunksOf(people: readonly PersonPreview[], size: number): readonly (readonly PersonPreview[])[] {
  const chunks: PersonPreview[][] = [];
  let records = 0;
  for (const person of people) {
    const own = person.calls.reduce((sum, call) => sum + call.records.length, 0);
    const chunk = chunks.at(-1);
    if (chunk === undefined || records + own > size) {
      chunks.push([person]);
      records = own;
    } else {
      chunk.push(person);
      records += own;
    }
  }
  return chunks;
}

/**
 * The calls of a chunk of people: their Users, then their e-mail and phone rows, then each switch of primary flags by
 * itself. A User goes before the rows that hang on the person (KBA 2619357); a switch is one person's alone, for it is
 * sent without isolation and would take others with it.
 */
export function batchesOf(people: readonly PersonPreview[]): readonly Batch[] {
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
