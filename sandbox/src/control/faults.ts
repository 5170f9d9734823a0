import { isSignInPath } from '../entra-sign-in/paths.ts';
import { random } from '../people/random.ts';
import { effectOf, type Strike } from './strike.ts';

export const faultKinds = [
  '503',
  '429',
  '500',
  '502',
  '504',
  'drop',
  'drop-mid-page',
  'metadata-generating',
  'slow',
  'snapshot-lost',
  'die-after-upserts',
  'batch-429',
  'batch-503',
  'batch-504',
] as const;
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
  /** The system that it hits; null: both. `sign-in` is the part of Graph's where tokens are given out. */
  readonly system: System | 'sign-in' | null;
}

/** Faults that do not strike at a request: somebody asks for them. */
const ASKED_FOR: ReadonlySet<FaultKind> = new Set(['die-after-upserts', 'snapshot-lost']);
/** Faults that only SuccessFactors' OData knows. */
const OF_ODATA: ReadonlySet<FaultKind> = new Set(['metadata-generating', 'snapshot-lost', 'die-after-upserts']);

/** Faults that strike at one request of a batch of Graph. */
const OF_BATCHES: ReadonlySet<FaultKind> = new Set(['batch-429', 'batch-503', 'batch-504']);

/** The kinds of faults that a system can have. */
export const faultKindsOf = (system: System): readonly FaultKind[] =>
  faultKinds.filter((kind) => !(system === 'graph' ? OF_ODATA : OF_BATCHES).has(kind));

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
  // A JSON number too: 503 is as good as "503".
  const named = fields.get('kind');
  const kind = faultKinds.find((each) => each === named || (typeof named === 'number' && each === String(named)));
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
  if (system !== null && system !== 'successfactors' && system !== 'graph' && system !== 'sign-in') {
    throw new FaultProblem('"system" must be successfactors, graph or sign-in');
  }
  if (system === 'sign-in' && OF_ODATA.has(kind)) throw new FaultProblem(`"system": signing in knows no ${kind}`);
  if (system === 'graph' && OF_ODATA.has(kind)) throw new FaultProblem(`"system": Graph knows no ${kind}`);
  if (system !== null && system !== 'graph' && OF_BATCHES.has(kind)) {
    throw new FaultProblem(`"system": ${kind} is of graph alone`);
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

const isFor = ({ system: wanted }: Fault, system: System, path: string): boolean =>
  wanted === 'sign-in' ? system === 'graph' && isSignInPath(path) : (wanted ?? system) === system;

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
  strike(system: System, path: string): Strike | null {
    const isOData = system === 'successfactors' && path.startsWith('/odata/');
    const fault = this.#armed.find(
      (each) =>
        !ASKED_FOR.has(each.kind) &&
        !OF_BATCHES.has(each.kind) &&
        isFor(each, system, path) &&
        (isOData || !OF_ODATA.has(each.kind)) &&
        this.#strikes(each),
    );
    return fault ? effectOf(fault, system) : null;
  }

  /** What happens to the next request of a batch. */
  strikeInBatch(): Strike | null {
    const fault = this.#armed.find((each) => OF_BATCHES.has(each.kind) && this.#strikes(each));
    return fault ? effectOf(fault, 'graph') : null;
  }

  /** Whether a snapshot is lost at the page that is asked for now. */
  losesSnapshot(): boolean {
    return this.#armed.some((fault) => fault.kind === 'snapshot-lost' && this.#strikes(fault));
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

  #strikes(fault: Armed): boolean {
    if (fault.times !== null && fault.struck >= fault.times) return false;
    fault.passed += 1;
    if (fault.passed <= fault.after || this.#next() >= fault.rate) return false;
    fault.struck += 1;
    return true;
  }
}
