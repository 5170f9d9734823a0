import type { Account } from '../people/accounts.ts';
import type { Directory } from '../people/directory.ts';
import type { Source } from './resource.ts';

/** How long Graph's own tokens are good, so that nobody has to wait a week for one to expire. */
export interface TokenLives {
  readonly pageSeconds: number;
  readonly deltaSeconds: number;
}

/** "For directory objects, the limit is seven days"; how long a page token lives is not documented. */
export const standardLives: TokenLives = { pageSeconds: 3600, deltaSeconds: 7 * 86_400 };

/** The directory as one request to Graph sees it. */
export interface GraphContext {
  readonly directory: Directory;
  /** All users as a collection: one object as long as the directory lives. */
  readonly users: Source;
  readonly lives: TokenLives;
  /** Clock reading in ms. */
  readonly now: number;
  /** Things come in another order than they were stored, and twice where Graph may send them twice. */
  readonly shuffle: boolean;
  /** Tells what was written; null: it was not there before, or is not there any more. */
  readonly written: (
    kind: 'create' | 'change' | 'delete' | 'restore',
    before: Account | null,
    after: Account | null,
  ) => void;
}

const sources = new WeakMap<Directory, Source>();

/** All users of a directory as a collection, the same one for every request. */
export function usersOf(directory: Directory): Source {
  const known = sources.get(directory);
  if (known) return known;
  const source: Source = {
    scan: (from, places) => directory.scan(from, places),
    at: (position) => directory.at(position),
    placesOf: (property, values) => directory.placesOf(property, values),
    get version() {
      return directory.times.latest;
    },
  };
  sources.set(directory, source);
  return source;
}
