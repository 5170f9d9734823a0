import type { DatabaseSync } from 'node:sqlite';
import type { RunTotals } from './kept-run.ts';

/** What a run came to, counted from its people and records. */
export function countRun(database: DatabaseSync, run: number): RunTotals {
  const people = counts(
    database,
    'SELECT outcome AS name, count(*) AS count FROM people WHERE run = ? GROUP BY 1',
    run,
  );
  const scopes = counts(
    database,
    "SELECT in_scope AS name, count(*) AS count FROM people WHERE run = ? AND outcome <> 'not found' GROUP BY 1",
    run,
  );
  const states = counts(
    database,
    `SELECT coalesce(state, iif(intended IS NULL, 'not reached', 'unknown')) AS name, count(*) AS count
     FROM records WHERE run = ? GROUP BY 1`,
    run,
  );
  const causes = counts(
    database,
    `SELECT cause AS name, count(*) AS count FROM records
     WHERE run = ? AND cause IS NOT NULL AND state NOT IN ('written', 'already') GROUP BY 1`,
    run,
  );
  const written = counts(
    database,
    `SELECT people.outcome AS name, count(*) AS count
     FROM (SELECT DISTINCT run, owner FROM records WHERE run = ? AND state = 'written') AS written
     JOIN people ON people.run = written.run AND people.seq = written.owner GROUP BY 1`,
    run,
  );
  return {
    read: sum(scopes),
    inScope: of(scopes, '1'),
    outOfScope: of(scopes, '0'),
    updated: of(written, 'update'),
    created: of(written, 'create'),
    disabled: of(written, 'disable'),
    deleted: of(written, 'delete'),
    unchanged: of(people, 'unchanged'),
    refused: of(people, 'refused'),
    notJudged: of(people, 'error') + of(people, 'not linked') + of(people, 'not found'),
    rows: {
      planned: sum(states),
      written: of(states, 'written'),
      already: of(states, 'already'),
      skipped: of(states, 'skipped'),
      failed: of(states, 'failed'),
      unknown: of(states, 'unknown'),
      notReached: of(states, 'not reached'),
    },
    causes: Object.fromEntries(causes),
  };
}

type Counts = ReadonlyMap<string, number>;

function counts(database: DatabaseSync, sql: string, run: number): Counts {
  const rows = database.prepare(sql).all(run);
  return new Map(rows.map(({ name, count }) => [String(name), Number(count)]));
}

const of = (all: Counts, name: string) => all.get(name) ?? 0;
const sum = (all: Counts) => [...all.values()].reduce((total, count) => total + count, 0);
