/**
 * The state file, version by version: each text brings a file of the version before to its own. What has once been
 * released is never changed.
 *
 * Content that may hold a person's data (names, values, words of a tenant) stands in columns `sealed` and is encrypted or
 * absent. Times are ISO 8601 in UTC; the order of runs is that of `number`, for a clock may jump.
 */
export const migrations: readonly string[] = [
  `CREATE TABLE runs (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    checksum TEXT NOT NULL,
    plan TEXT NOT NULL,
    mapping_path TEXT,
    value_mode TEXT NOT NULL,
    key_id TEXT,
    salt BLOB NOT NULL,
    process INTEGER NOT NULL,
    machine TEXT NOT NULL,
    started TEXT NOT NULL,
    ended TEXT,
    state TEXT NOT NULL,
    continued_by TEXT,
    totals TEXT
  );
  CREATE INDEX runs_by_checksum ON runs (checksum);
  CREATE TABLE people (
    run INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    person TEXT,
    named BLOB,
    step TEXT NOT NULL,
    outcome TEXT NOT NULL,
    sealed BLOB,
    PRIMARY KEY (run, seq)
  ) WITHOUT ROWID;
  CREATE INDEX people_by_person ON people (person) WHERE person IS NOT NULL;
  CREATE INDEX people_by_name ON people (named) WHERE named IS NOT NULL;
  CREATE TABLE records (
    run INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    owner INTEGER NOT NULL,
    entity TEXT NOT NULL,
    row_key TEXT NOT NULL,
    intended TEXT,
    judged TEXT,
    state TEXT,
    cause TEXT,
    read_back INTEGER NOT NULL DEFAULT 0,
    sealed BLOB,
    PRIMARY KEY (run, seq)
  ) WITHOUT ROWID;`,
  // Object ids of accounts that a run has made; who has which account; where incremental syncs go on.
  `ALTER TABLE records ADD COLUMN made TEXT;
  CREATE TABLE object_connections (
    mapping TEXT NOT NULL,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    person TEXT NOT NULL,
    object_id TEXT NOT NULL,
    run INTEGER NOT NULL,
    PRIMARY KEY (mapping, source, target, person)
  ) WITHOUT ROWID;
  CREATE TABLE watermarks (
    mapping TEXT NOT NULL,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    next TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    run INTEGER NOT NULL,
    PRIMARY KEY (mapping, source, target)
  ) WITHOUT ROWID;`,
  // Where the next look at what has changed in Entra ID begins.
  `CREATE TABLE delta_links (
    mapping TEXT NOT NULL,
    host TEXT NOT NULL,
    company TEXT NOT NULL,
    directory TEXT NOT NULL,
    basis TEXT NOT NULL,
    link TEXT NOT NULL,
    at TEXT NOT NULL,
    again TEXT NOT NULL,
    run TEXT NOT NULL,
    PRIMARY KEY (mapping, host, company, directory)
  ) WITHOUT ROWID;`,
  // Who is looked at again by the next incremental sync, changed or not.
  `ALTER TABLE watermarks ADD COLUMN again TEXT NOT NULL DEFAULT '[]';`,
  // Who is in scope: the accounts of those who are not may be disabled or deleted.
  `ALTER TABLE people ADD COLUMN in_scope INTEGER NOT NULL DEFAULT 1;
  UPDATE people SET in_scope = 0 WHERE outcome = 'out of scope';`,
];
