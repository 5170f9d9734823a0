import type { System } from './faults.ts';

export interface Seen {
  readonly at: string;
  readonly system: System;
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly ms: number;
}

export interface Written {
  readonly at: string;
  readonly system: System;
  readonly what: string;
  readonly kind: string;
  /** Old and new value of every property that changed, without time stamps. */
  readonly changes: Readonly<Record<string, readonly [unknown, unknown]>>;
}

/** A login session that was opened, as SuccessFactors' audit log counts them. */
export interface SignInSeen {
  readonly at: string;
  readonly user: string;
  readonly kind: 'basic' | 'oauth' | 'oidc';
}

const KEPT = 200;
const STAMPS = new Set(['lastModified', 'lastModifiedBy', 'lastModifiedDateTime', 'lastModifiedOn']);

/** The latest requests, writes and sign-ins, for people and tests; nothing of it is needed to serve a request. */
export class Activity {
  readonly requests: Seen[] = [];
  readonly writes: Written[] = [];
  readonly signIns: SignInSeen[] = [];
  requestCount = 0;
  writeCount = 0;
  signInCount = 0;

  request(seen: Seen): void {
    this.requestCount += 1;
    this.requests.unshift(seen);
    if (this.requests.length > KEPT) this.requests.pop();
  }

  write(system: System, what: string, kind: string, before: object | null, after: object | null): void {
    const old = new Map<string, unknown>(Object.entries(before ?? {}));
    const now = new Map<string, unknown>(Object.entries(after ?? {}));
    const names = [...new Set([...old.keys(), ...now.keys()])].filter((name) => !STAMPS.has(name));
    const changes = Object.fromEntries(
      names
        .map((name) => [name, [old.get(name) ?? null, now.get(name) ?? null]] as const)
        .filter(([, [was, is]]) => JSON.stringify(was) !== JSON.stringify(is)),
    );
    this.writeCount += 1;
    this.writes.unshift({ at: new Date().toISOString(), system, what, kind, changes });
    if (this.writes.length > KEPT) this.writes.pop();
  }

  signIn(seen: SignInSeen): void {
    this.signInCount += 1;
    this.signIns.unshift(seen);
    if (this.signIns.length > KEPT) this.signIns.pop();
  }

  clear(): void {
    this.requests.length = 0;
    this.writes.length = 0;
    this.signIns.length = 0;
    this.requestCount = 0;
    this.writeCount = 0;
    this.signInCount = 0;
  }
}
