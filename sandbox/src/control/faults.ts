import type { Reply } from '../http/reply.ts';
import { jsonReply } from '../http/reply.ts';
import { random } from '../people/random.ts';

export const faultKinds = ['503', '429', '500', 'drop', 'slow', 'die-after-upserts'] as const;
export type FaultKind = (typeof faultKinds)[number];
export type System = 'successfactors' | 'graph';

/** A fault that is switched on. */
export interface Fault {
  readonly kind: FaultKind;
  /** Part of the requests that it hits, 0 to 1. */
  readonly rate: number;
  /** Requests (for die-after-upserts: records) that pass before it begins. */
  readonly after: number;
  /** How often it strikes before it is over; null: without end. */
  readonly times: number | null;
  /** For `slow`: the wait in ms. For `429`: Retry-After in s. */
  readonly ms: number;
  readonly seconds: number;
  /** The system that it hits; null: both. */
  readonly system: System | null;
}

/** What a fault does to a request. */
export type Strike =
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'drop' }
  | { readonly kind: 'slow'; readonly ms: number };

interface Armed extends Fault {
  passed: number;
  struck: number;
}

/** A problem with a fault's description, in words for whoever wrote it. */
export class FaultProblem extends Error {}

const KNOWN = ['kind', 'rate', 'after', 'times', 'ms', 'seconds', 'system'];

/**
 * Reads a fault from outside: `{"kind", "rate"?, "after"?, "times"?, "ms"?, "seconds"?, "system"?}`.
 *
 * @throws FaultProblem naming the field and what it takes
 */
export function readFault(value: unknown): Fault {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new FaultProblem('a fault is an object such as {"kind":"503","rate":0.1}');
  }
  const fields = new Map<string, unknown>(Object.entries(value));
  const unknown = [...fields.keys()].find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) throw new FaultProblem(`a fault has no field "${unknown}"; it takes ${KNOWN.join(', ')}`);
  const kind = faultKinds.find((each) => each === String(fields.get('kind')));
  if (!kind) throw new FaultProblem(`"kind" must be one of ${faultKinds.join(', ')}`);
  const whole = (name: string, standard: number): number => {
    const given = fields.get(name) ?? standard;
    if (typeof given === 'number' && Number.isInteger(given) && given >= 0 && given <= 1e9) return given;
    throw new FaultProblem(`"${name}" must be a whole number of at least 0`);
  };
  const rate = fields.get('rate') ?? 1;
  if (typeof rate !== 'number' || !(rate >= 0 && rate <= 1))
    throw new FaultProblem('"rate" must be a number from 0 to 1');
  const system = fields.get('system') ?? null;
  if (system !== null && system !== 'successfactors' && system !== 'graph') {
    throw new FaultProblem('"system" must be successfactors or graph');
  }
  return {
    kind,
    rate,
    after: whole('after', 0),
    times: fields.has('times') ? whole('times', 1) : null,
    ms: whole('ms', 1000),
    seconds: whole('seconds', 1),
    system,
  };
}

const PAGE =
  '<!DOCTYPE html><html><head><title>Service Unavailable</title></head><body><h1>Service Unavailable</h1><p>The system is under maintenance. Please try again later.</p></body></html>';

/** The faults that are switched on. Chance comes from a seed, so that a run can be repeated. */
export class Faults {
  #armed: Armed[] = [];
  #next: () => number;
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
    this.#next = random(seed);
  }

  get list(): readonly Fault[] {
    return this.#armed.map(({ passed: _passed, struck: _struck, ...fault }) => fault);
  }

  add(fault: Fault): void {
    this.#armed.push({ ...fault, passed: 0, struck: 0 });
  }

  clear(): void {
    this.#armed = [];
    this.#next = random(this.#seed);
  }

  /** What happens to the next request of a system; the first fault that strikes wins. */
  strike(system: System): Strike | null {
    for (const fault of this.#armed) {
      if (fault.kind === 'die-after-upserts' || (fault.system !== null && fault.system !== system)) continue;
      if (fault.times !== null && fault.struck >= fault.times) continue;
      fault.passed += 1;
      if (fault.passed <= fault.after || this.#next() >= fault.rate) continue;
      fault.struck += 1;
      return effect(fault, system);
    }
    return null;
  }

  /** Counts written records; true when the tenant has to die now. */
  countUpserts(records: number): boolean {
    let dies = false;
    for (const fault of this.#armed) {
      if (fault.kind !== 'die-after-upserts') continue;
      fault.passed += records;
      dies ||= fault.passed >= Math.max(1, fault.after);
    }
    return dies;
  }
}

function effect(fault: Fault, system: System): Strike {
  if (fault.kind === 'drop') return { kind: 'drop' };
  if (fault.kind === 'slow') return { kind: 'slow', ms: fault.ms };
  const status = Number(fault.kind);
  if (status === 503) {
    return { kind: 'reply', reply: { status, headers: { 'content-type': 'text/html;charset=utf-8' }, body: PAGE } };
  }
  const headers: Record<string, string> = status === 429 ? { 'retry-after': String(fault.seconds) } : {};
  const message = status === 429 ? 'Too many requests' : 'Internal server error';
  const error =
    system === 'graph'
      ? { code: status === 429 ? 'TooManyRequests' : 'InternalServerError', message }
      : {
          code: status === 429 ? 'COE_TOO_MANY_REQUESTS' : 'COE_GENERAL_SERVER_FAILURE',
          message: { lang: 'en-US', value: `[COE0019]${message}` },
        };
  return { kind: 'reply', reply: jsonReply(status, { error }, headers) };
}
