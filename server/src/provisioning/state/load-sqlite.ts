import { SfmapError } from '../../core/errors.ts';

type Sqlite = typeof import('node:sqlite');

/**
 * Node's SQLite, loaded when the first file of it is opened. Node 22 warns that it is experimental, which is no news to
 * whoever runs a command.
 *
 * @throws SfmapError exit 2: this Node has none.
 */
export function loadSqlite(): Sqlite {
  const warn = process.emitWarning;
  process.emitWarning = () => undefined;
  try {
    const sqlite = process.getBuiltinModule?.('node:sqlite');
    if (sqlite !== undefined) return sqlite;
  } finally {
    process.emitWarning = warn;
  }
  throw new SfmapError(
    'SFM-STATE',
    `A journal needs a Node with SQLite, and this is ${process.version}.`,
    'Use Node 22.13 or later.',
    2,
  );
}
