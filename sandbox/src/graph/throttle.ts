import { wellKnown } from '../tenant/well-known.ts';
import { GraphError } from './graph-error.ts';
import type { RequestCost } from './request-cost.ts';

/** How much an app may take, and in what time it comes back. */
export interface Quota {
  readonly limit: number;
  readonly seconds: number;
}

/** The limits of one app in one tenant. */
export interface Quotas {
  readonly resourceUnits: Quota;
  readonly writes: Quota;
}

const MIDDLE = 50;
const LARGE = 500;
/** From this part of a limit on, every answer says how much is used. */
const WARNED = 0.8;

/**
 * The limits of an application+tenant pair by the number of users, from "Microsoft Graph service-specific throttling
 * limits", identity and access.
 */
export function documentedQuotas(users: number): Quotas {
  const limit = users < MIDDLE ? 3500 : users <= LARGE ? 5000 : 8000;
  return { resourceUnits: { limit, seconds: 10 }, writes: { limit: 3000, seconds: 150 } };
}

/** A bucket that fills up steadily. Its level may fall below zero: requests that are refused count too. */
class Bucket {
  #level: number;
  #at: number;

  constructor(
    readonly quota: Quota,
    now: number,
  ) {
    this.#level = quota.limit;
    this.#at = now;
  }

  /** Takes `cost`; the seconds until the same request would be taken, 0 when it is. */
  take(cost: number, now: number): number {
    const { limit, seconds } = this.quota;
    const rate = limit / seconds;
    this.#level = Math.min(limit, this.#level + ((now - this.#at) / 1000) * rate);
    this.#at = now;
    // No deeper than one more filling, so that a client that never waits can still come out of it.
    this.#level = Math.max(-limit, this.#level - cost);
    return this.#level >= 0 ? 0 : (cost - this.#level) / rate;
  }

  /** The part of the limit that is used, above 1 while requests are refused. */
  get used(): number {
    return 1 - this.#level / this.quota.limit;
  }
}

/** Token buckets for every app: "Microsoft Graph throttling guidance". Off until quotas are set. */
export class Throttle {
  #quotas: Quotas | null = null;
  #buckets = new Map<string, { units: Bucket; writes: Bucket }>();

  get quotas(): Quotas | null {
    return this.#quotas;
  }

  /** Switches throttling on with these limits, or off, and fills all buckets. */
  set quotas(quotas: Quotas | null) {
    this.#quotas = quotas;
    this.#buckets.clear();
  }

  /**
   * Counts a request of an app.
   *
   * @param now ms
   * @returns the headers that tell about the use of the limit
   * @throws GraphError 429 with Retry-After in whole seconds
   */
  count(appId: string, cost: RequestCost, now: number): Record<string, string> {
    const headers = { 'x-ms-resource-unit': String(cost.resourceUnits) };
    if (this.#quotas === null) return headers;
    let buckets = this.#buckets.get(appId);
    if (!buckets) {
      const { resourceUnits, writes } = this.#quotas;
      buckets = { units: new Bucket(resourceUnits, now), writes: new Bucket(writes, now) };
      this.#buckets.set(appId, buckets);
    }
    const forUnits = buckets.units.take(cost.resourceUnits, now);
    const forWrites = cost.writes === 0 ? 0 : buckets.writes.take(cost.writes, now);
    if (forUnits > 0 || forWrites > 0) throw tooMany(appId, forUnits, forWrites);
    const used = Math.max(buckets.units.used, cost.writes === 0 ? 0 : buckets.writes.used);
    return used > WARNED ? { ...headers, 'x-ms-throttle-limit-percentage': used.toFixed(2) } : headers;
  }
}

function tooMany(appId: string, forUnits: number, forWrites: number): GraphError {
  const [limit, why] =
    forWrites > forUnits ? ['Write', 'WriteLimitExceeded'] : ['ReadWrite', 'ResourceUnitLimitExceeded'];
  return tooManyRequests(Math.max(forUnits, forWrites), {
    'x-ms-throttle-scope': `Tenant_Application/${limit}/${appId}/${wellKnown.tenantId}`,
    'x-ms-throttle-information': why,
  });
}

/** The 429 of the document, "Sample response". @param seconds until the next try */
export function tooManyRequests(seconds: number, headers: Readonly<Record<string, string>> = {}): GraphError {
  return new GraphError(429, 'TooManyRequests', 'Please retry again later.', {
    headers: { ...headers, 'retry-after': String(Math.ceil(seconds)) },
    inner: { code: '429', message: 'Please retry after', status: '429' },
  });
}
