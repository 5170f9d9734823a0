import type { Request } from '../http/reply.ts';
import type { Model } from '../model/entity.ts';
import type { Store } from '../store/store.ts';
import { parseRecords } from './record.ts';

/** How long a call that writes users is under way, in ms. */
export const USER_CALL_MS = 20;

/** The managers whose users a call writes, and those of them whose users another call is writing already. */
export interface UserCall {
  readonly deadlocked: ReadonlySet<string>;
  end(): void;
}

/**
 * Writing a user locks the manager's row too, so that two calls under way at once for users of one manager block each
 * other, and the database ends one of them: SAP asks to send users one call after the other (SAP KBA 2741801, 2913898).
 */
export class UserLocks {
  readonly #managers = new Set<string>();

  /** Begins a call; null when it writes no users. */
  begin(model: Model, store: Store, request: Request): UserCall | null {
    if (request.method !== 'POST' || !/\/upsert\/?$/.test(request.path) || !request.body.includes('User')) return null;
    const managers = managersIn(model, store, request.body);
    if (managers.size === 0) return null;
    const deadlocked = new Set([...managers].filter((manager) => this.#managers.has(manager)));
    const own = [...managers].filter((manager) => !deadlocked.has(manager));
    for (const manager of own) this.#managers.add(manager);
    return {
      deadlocked,
      end: () => {
        for (const manager of own) this.#managers.delete(manager);
      },
    };
  }
}

function managersIn(model: Model, store: Store, body: string): Set<string> {
  try {
    const users = parseRecords(model, body).filter(({ entity }) => entity.name === 'User');
    return new Set(users.flatMap(({ key }) => String(store.get('User', key)?.['managerUserId'] ?? '') || []));
  } catch {
    // The call itself will say what is wrong with its body.
    return new Set();
  }
}
