import { randomBytes, randomInt } from 'node:crypto';
import type { DelegatedScopes } from './scopes.ts';

/** Without vowels and look-alikes, so that no code is a word or misread. */
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ2346789';
const CODE_LENGTH = 9;
/** Polls may come this much sooner than the interval says before they are told to slow down. */
const TOLERANCE_MS = 500;

/** A sign-in that waits for a user. */
export interface PendingSignIn {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly clientId: string;
  readonly scopes: DelegatedScopes;
  /** ms */
  readonly expiresAt: number;
  decision: 'none' | 'approved' | 'declined';
  /** s between two polls; grows with each one that comes too soon. */
  interval: number;
  /** ms of the last poll. */
  polledAt: number | null;
}

export type Poll = { readonly state: 'unknown' | 'expired' | 'declined' | 'pending' | 'too-soon' } | PendingSignIn;

/** The device codes that wait for a user: "OAuth 2.0 device authorization grant". */
export class DeviceCodes {
  readonly #byDevice = new Map<string, PendingSignIn>();

  /** @param life s; @param interval s; @param now ms */
  begin(clientId: string, scopes: DelegatedScopes, life: number, interval: number, now: number): PendingSignIn {
    for (const { deviceCode, expiresAt } of this.#byDevice.values()) {
      // Expired ones are kept for as long again, so that they are refused as such.
      if (expiresAt + life * 1000 < now) this.#byDevice.delete(deviceCode);
    }
    const pending: PendingSignIn = {
      deviceCode: randomBytes(48).toString('base64url'),
      userCode: Array.from({ length: CODE_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join(''),
      clientId,
      scopes,
      expiresAt: now + life * 1000,
      decision: 'none',
      interval,
      polledAt: null,
    };
    this.#byDevice.set(pending.deviceCode, pending);
    return pending;
  }

  /** The sign-in that waits under a user code, in capitals or not; undefined where none does any more. */
  waiting(userCode: string, now: number): PendingSignIn | undefined {
    const wanted = userCode.trim().toUpperCase();
    return [...this.#byDevice.values()].find(
      (each) => each.userCode === wanted && each.expiresAt > now && each.decision === 'none',
    );
  }

  /** What a device is told. An approved sign-in is given once. */
  poll(deviceCode: string, clientId: string, now: number): Poll {
    const pending = this.#byDevice.get(deviceCode);
    if (!pending || pending.clientId !== clientId) return { state: 'unknown' };
    if (pending.expiresAt <= now) return { state: 'expired' };
    if (pending.decision === 'declined') return { state: 'declined' };
    if (pending.decision === 'approved') {
      this.#byDevice.delete(deviceCode);
      return pending;
    }
    const soon = pending.polledAt !== null && now < pending.polledAt + pending.interval * 1000 - TOLERANCE_MS;
    pending.polledAt = now;
    if (soon) pending.interval += 5;
    return { state: soon ? 'too-soon' : 'pending' };
  }
}
