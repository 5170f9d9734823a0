import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Row, Value } from '../model/entity.ts';
import { type AccountChange, type ChangedRows, type Changes, forgotten } from './changed-rows.ts';
import { StateFailure } from './state-failure.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS tenant (name TEXT PRIMARY KEY, value TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS changed_row (
    entity TEXT NOT NULL, owner TEXT NOT NULL, key TEXT NOT NULL, row TEXT, UNIQUE (entity, key));
  CREATE INDEX IF NOT EXISTS changed_row_owner ON changed_row (owner, entity);
  CREATE TABLE IF NOT EXISTS changed_account (id TEXT PRIMARY KEY, account TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS account_change (
    id TEXT NOT NULL, property TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (id, property));`;

/** Looks before it writes: a database of another program must not get tables of ours. */
function refuseForeign(database: DatabaseSync): void {
  const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  const names = tables.map(({ name }) => String(name)).filter((name) => !name.startsWith('sqlite_'));
  if (names.length > 0 && OWN.some((name) => !names.includes(name)))
    throw new Error('it is a database of another program');
}

const OWN = ['tenant', 'changed_row', 'changed_account'];
const NONE: Changes = new Map();

const isValue = (value: unknown): value is Value => value === null || typeof value !== 'object';

function readRow(text: unknown): Row | null {
  const parsed: unknown = typeof text === 'string' ? JSON.parse(text) : null;
  if (typeof parsed !== 'object' || parsed === null) return null;
  return Object.fromEntries(Object.entries(parsed).filter((pair): pair is [string, Value] => isValue(pair[1])));
}

function orStateFailure(write: () => unknown): void {
  try {
    write();
  } catch (error) {
    throw new StateFailure(error);
  }
}

/** Changes kept in a SQLite database, in memory or in a file that outlives the process. */
export class ChangesInSqlite implements ChangedRows {
  readonly #database: DatabaseSync;
  readonly #select: StatementSync;
  readonly #write: StatementSync;
  readonly #writeAccount: StatementSync;
  readonly #writeAccountChange: StatementSync;
  /** Whose rows of which set were changed: most have none, and need no question to the database. */
  readonly #touched: Set<string>;
  #depth = 0;

  constructor(database: DatabaseSync) {
    refuseForeign(database);
    // Exclusive: two tenants over one file would each hold half of the truth.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    database.exec(SCHEMA);
    this.#database = database;
    // By rowid: a changed row keeps its place among its siblings.
    this.#select = database.prepare('SELECT key, row FROM changed_row WHERE owner = ? AND entity = ? ORDER BY rowid');
    this.#write = database.prepare(
      'INSERT INTO changed_row (entity, owner, key, row) VALUES (?, ?, ?, ?) ON CONFLICT (entity, key) DO UPDATE SET row = excluded.row',
    );
    this.#writeAccount = database.prepare(
      'INSERT INTO changed_account (id, account) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET account = excluded.account',
    );
    this.#writeAccountChange = database.prepare(
      'INSERT INTO account_change (id, property, at) VALUES (?, ?, ?) ON CONFLICT (id, property) DO UPDATE SET at = excluded.at',
    );
    const touched = database.prepare("SELECT DISTINCT entity || ' ' || owner AS place FROM changed_row").all();
    this.#touched = new Set(touched.map(({ place }) => String(place)));
  }

  /** A fact about the tenant that the changes belong to. */
  fact(name: string): string | undefined {
    const found = this.#database.prepare('SELECT value FROM tenant WHERE name = ?').get(name);
    return found === undefined ? undefined : String(found['value']);
  }

  keepFact(name: string, value: string): void {
    this.#database.prepare('INSERT OR REPLACE INTO tenant (name, value) VALUES (?, ?)').run(name, value);
  }

  of(set: string, owner: string): Changes {
    if (!this.#touched.has(`${set} ${owner}`)) return NONE;
    return new Map(this.#select.all(owner, set).map(({ key, row }) => [String(key), readRow(row)]));
  }

  put(set: string, owner: string, key: string, row: Row | null): void {
    orStateFailure(() => this.#write.run(set, owner, key, row === null ? null : JSON.stringify(row)));
    this.#touched.add(`${set} ${owner}`);
  }

  accounts(): ReadonlyMap<string, string> {
    const rows = this.#database.prepare('SELECT id, account FROM changed_account ORDER BY rowid').all();
    return new Map(rows.map(({ id, account }) => [String(id), String(account)]));
  }

  putAccount(id: string, json: string): void {
    orStateFailure(() => this.#writeAccount.run(id, json));
  }

  accountChanges(): readonly AccountChange[] {
    const rows = this.#database.prepare('SELECT id, property, at FROM account_change').all();
    return rows.map(({ id, property, at }) => ({ id: String(id), property: String(property), at: Number(at) }));
  }

  putAccountChange({ id, property, at }: AccountChange): void {
    orStateFailure(() => this.#writeAccountChange.run(id, property, at));
  }

  together<T>(work: () => T): T {
    if (this.#depth > 0) return work();
    this.#depth += 1;
    try {
      orStateFailure(() => this.#database.exec('BEGIN'));
      const result = work();
      orStateFailure(() => this.#database.exec('COMMIT'));
      return result;
    } catch (error) {
      this.#rollBack();
      throw error;
    } finally {
      this.#depth -= 1;
    }
  }

  #rollBack(): void {
    try {
      this.#database.exec('ROLLBACK');
    } catch {
      // On a full disk SQLite has rolled back by itself.
    }
  }

  clear(): void {
    const reset = forgotten(this.accountChanges());
    this.together(() => {
      const sets = 'DELETE FROM changed_row; DELETE FROM changed_account; DELETE FROM account_change;';
      orStateFailure(() => this.#database.exec(sets));
      this.putAccountChange(reset);
    });
    this.#touched.clear();
  }

  close(): void {
    this.#database.close();
  }
}
