import type { DatabaseSync } from 'node:sqlite';
import { planHeaderSchema } from '../plan/plan-schema.ts';
import { outsiderEntry, type PersonEntry, personEntry } from './kept-person.ts';
import type { ValueMode } from './kept-run.ts';
import type { NewRun } from './run-store.ts';
import { nameIndexOf, type ValueSeal } from './value-seal.ts';

/** How a run keeps what it keeps. */
interface Keeping {
  readonly valueMode: ValueMode;
  readonly keyId?: string;
  readonly salt: Uint8Array;
  readonly started: string;
  readonly key: string | undefined;
  readonly seal: ValueSeal | undefined;
}

/**
 * Writes a run with all its people and records, inside of a transaction. Earlier runs of the same plan that did not come
 * to their end are continued by it.
 */
export function keepRun(database: DatabaseSync, run: NewRun, keeping: Keeping): void {
  const number = keepHeader(database, run, keeping);
  const { key, seal } = keeping;
  const index = seal === undefined || key === undefined ? undefined : nameIndexOf(key);
  const person = database.prepare(
    'INSERT INTO people (run, seq, person, named, step, outcome, in_scope, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const record = database.prepare('INSERT INTO records (run, seq, owner, entity, row_key) VALUES (?, ?, ?, ?, ?)');
  let owner = 0;
  let seq = 0;
  const keep = ({ person: id, step, outcome, inScope, content }: PersonEntry) => {
    const { userPrincipalName } = content;
    const named = userPrincipalName === '' ? null : (index?.(userPrincipalName) ?? null);
    const sealed = seal?.seal(content, `people ${owner}`) ?? null;
    person.run(number, owner, id, named, step, outcome, inScope ? 1 : 0, sealed);
    for (const { entity, key: rowKey } of content.change?.calls.flatMap(({ records }) => records) ?? []) {
      record.run(number, seq, owner, entity, JSON.stringify(rowKey));
      seq += 1;
    }
    owner += 1;
  };
  for (const preview of run.plan.people) keep(personEntry(preview));
  for (const outsider of run.plan.outside) keep(outsiderEntry(outsider));
}

function keepHeader(database: DatabaseSync, run: NewRun, keeping: Keeping): number | bigint {
  const { plan, name, checksum, mappingPath, process, machine } = run;
  const { people: _, outside: __, ...header } = plan;
  database
    .prepare("UPDATE runs SET continued_by = ? WHERE checksum = ? AND state <> 'finished' AND continued_by IS NULL")
    .run(name, checksum);
  return database
    .prepare(
      `INSERT INTO runs (name, checksum, plan, mapping_path,
         value_mode, key_id, salt, process, machine, started, state)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'running')`,
    )
    .run(
      name,
      checksum,
      JSON.stringify(planHeaderSchema.parse(header)),
      mappingPath ?? null,
      keeping.valueMode,
      keeping.keyId ?? null,
      keeping.salt,
      process,
      machine,
      keeping.started,
    ).lastInsertRowid;
}
