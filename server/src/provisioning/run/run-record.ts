import type { PersonPreview, PlannedCall, PlannedRecord } from '../plan/person-preview.ts';

/** A record of a run, by its place among all records of the plan. */
export interface RunRecord extends PlannedRecord {
  readonly place: number;
}

export interface RunCall extends PlannedCall {
  readonly records: readonly RunRecord[];
}

export interface RunPerson extends PersonPreview {
  readonly calls: readonly RunCall[];
}

/** The people of a plan who are written, one by one, each of their records with its place. */
export function* runPeople(people: Iterable<PersonPreview>): Generator<RunPerson> {
  let place = 0;
  for (const person of people) {
    if (person.calls.length === 0) continue;
    const calls = person.calls.map(({ together, records }) => ({
      together,
      records: records.map((record) => ({ ...record, place: place++ })),
    }));
    yield { ...person, calls };
  }
}
