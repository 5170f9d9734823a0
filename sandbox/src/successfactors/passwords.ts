import { createHash, timingSafeEqual } from 'node:crypto';
import { wellKnown } from '../tenant/well-known.ts';
import { type ApiUser, apiUserNamed } from './api-users.ts';
import { refusals, type SignInRefusal } from './sign-in-refusal.ts';

/** Wrong passwords in a row that lock an account. An assumption: real tenants set their own number. */
export const WRONG_PASSWORDS = 5;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whether two secrets are equal, in a time that tells nothing about them. */
export const equalSecrets = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

/** Checks passwords and locks accounts. */
export class Passwords {
  readonly #wrong = new Map<string, number>();

  isLocked(user: ApiUser): boolean {
    return user.lacks === 'unlocked' || (this.#wrong.get(user.user) ?? 0) >= WRONG_PASSWORDS;
  }

  /** The user who signs in, or why nobody does. A locked account is refused whatever the password. */
  check(name: string, password: string): ApiUser | SignInRefusal {
    const user = apiUserNamed(name);
    if (!user) return refusals.password;
    if (this.isLocked(user)) return refusals.locked;
    if (equalSecrets(password, wellKnown.password)) {
      this.#wrong.delete(name);
      return user;
    }
    this.#wrong.set(name, (this.#wrong.get(name) ?? 0) + 1);
    return refusals.password;
  }

  unlockAll(): void {
    this.#wrong.clear();
  }
}
