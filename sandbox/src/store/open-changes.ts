import type { DatabaseSync } from 'node:sqlite';
import type { OptionIdSet } from '../people/option-ids.ts';
import { type ChangedRows, ChangesInMemory } from './changed-rows.ts';
import { ChangesInSqlite } from './sqlite-changes.ts';

/** Why a state file cannot be used, in words for whoever named it. */
export class StateProblem extends Error {}

/** The seed that a state belongs to: the same changes over other people would mean nothing. */
export interface SeedFacts {
  readonly people: number;
  readonly seed: number;
  readonly picklistIds: OptionIdSet;
}

export interface State {
  readonly changes: ChangedRows;
  /** Clock reading in ms at the start of the tenant, or at that of the process that made the state file. */
  readonly begun: number;
}

const FORMAT = '2';

/**
 * Opens the state: in memory, or in a file that keeps it. A Node without SQLite, as some editors carry one, keeps the
 * state in memory by other means.
 *
 * @throws StateProblem when the file cannot be had, or belongs to other people
 */
export function openState(file: string | undefined, facts: SeedFacts, now: number): State {
  const sqlite = loadSqlite();
  if (file === undefined) {
    return {
      changes: sqlite ? new ChangesInSqlite(new sqlite.DatabaseSync(':memory:')) : new ChangesInMemory(),
      begun: now,
    };
  }
  if (!sqlite) {
    throw new StateProblem(
      `--state needs a Node with SQLite, 22.13 or later, and this is ${process.version}. Start the sandbox with such a Node, or leave --state out.`,
    );
  }
  let database: DatabaseSync | undefined;
  try {
    database = new sqlite.DatabaseSync(file);
    const changes = new ChangesInSqlite(database);
    return { changes, begun: agree(changes, file, facts, now) };
  } catch (error) {
    database?.close();
    if (error instanceof StateProblem) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new StateProblem(
      `the state file ${file} cannot be used (${why}). Name a file of an earlier sandbox that no other one has open, or one that does not exist yet in a folder that does.`,
    );
  }
}

/** Node's SQLite, where there is one. Node 22 warns that it is experimental, which is no news to whoever reads our log. */
function loadSqlite() {
  const warn = process.emitWarning;
  process.emitWarning = () => undefined;
  try {
    return process.getBuiltinModule('node:sqlite');
  } finally {
    process.emitWarning = warn;
  }
}

/** Notes the seed in a new file, or compares it with that of an old one. Gives the time at which the tenant began. */
function agree(changes: ChangesInSqlite, file: string, facts: SeedFacts, now: number): number {
  const { people, seed, picklistIds } = facts;
  const made = { format: FORMAT, people: String(people), seed: String(seed), picklistIds };
  const begun = changes.fact('begun');
  if (begun === undefined) {
    for (const [name, value] of Object.entries({ ...made, begun: String(now) })) changes.keepFact(name, value);
    return now;
  }
  const was = (name: string): string => changes.fact(name) ?? '';
  if (was('format') !== FORMAT) {
    throw new StateProblem(
      `the state file ${file} was made by another version of the sandbox. Delete it, or name another.`,
    );
  }
  if (was('people') !== made.people || was('seed') !== made.seed || was('picklistIds') !== picklistIds) {
    throw new StateProblem(
      `the state file ${file} belongs to --people ${was('people')} --seed ${was('seed')} --picklist-ids ${was('picklistIds')}. Start with these, delete the file, or name another.`,
    );
  }
  if (!Number.isSafeInteger(Number(begun))) {
    throw new StateProblem(`the state file ${file} does not say when its tenant began. Delete it, or name another.`);
  }
  return Number(begun);
}
