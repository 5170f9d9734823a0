import { Activity } from '../control/activity.ts';
import { type Fault, Faults } from '../control/faults.ts';
import { Tokens } from '../graph/token.ts';
import type { Row } from '../model/entity.ts';
import { random } from '../people/random.ts';
import { seedTenant, type Tenant } from './tenant.ts';

export interface SandboxSettings {
  readonly people: number;
  readonly seed: number;
  /** Rows of to-many navigations come in another order in every answer. */
  readonly shuffle: boolean;
  readonly autoDemote: boolean;
  /** Faults that are on from the start, and again after a reset. */
  readonly faults: readonly Fault[];
}

/** Everything that lives as long as the process: the tenant, tokens, faults, what happened lately. */
export class Sandbox {
  tenant: Tenant;
  readonly activity = new Activity();
  readonly tokens = new Tokens();
  readonly faults: Faults;
  readonly settings: SandboxSettings;
  #next: () => number;

  constructor(settings: SandboxSettings) {
    this.settings = settings;
    this.faults = new Faults(settings.seed);
    this.#next = random(settings.seed);
    this.tenant = this.#seeded();
  }

  /** Back to the state of the start: rows, accounts, faults; access tokens stay good. */
  reset(): void {
    this.faults.clear();
    this.activity.clear();
    this.#next = random(this.settings.seed);
    this.tenant = this.#seeded();
  }

  /** Rows in the order of an answer: as stored, or shuffled. */
  arrange(rows: Row[]): Row[] {
    if (!this.settings.shuffle) return rows;
    const shuffled = [...rows];
    for (let index = shuffled.length - 1; index > 0; index -= 1) {
      const other = Math.floor(this.#next() * (index + 1));
      const [one, two] = [shuffled[index], shuffled[other]];
      if (one && two) [shuffled[index], shuffled[other]] = [two, one];
    }
    return shuffled;
  }

  #seeded(): Tenant {
    for (const fault of this.settings.faults) this.faults.add(fault);
    return seedTenant(this.settings.people, this.settings.seed, Date.now());
  }
}
