import { ControlProblem } from '../control/registrations.ts';
import type { Row } from '../model/entity.ts';
import { DAY } from '../people/calendar.ts';
import type { OptionIdSet } from '../people/option-ids.ts';
import type { PersonPlan } from '../people/plan.ts';
import type { Population } from '../people/population.ts';
import type { ChangedRows } from '../store/changed-rows.ts';
import { NOBODY, type Store } from '../store/store.ts';
import { afterEvent } from './after-event.ts';
import type { HrEvent, PersonEvent } from './hr-event.ts';
import { relabel } from './relabel.ts';
import { rowsAt } from './rows-at.ts';
import { differing, stamped } from './stamped.ts';

/** Where it is kept what became of people, as JSON by id. It is no set of the tenant. */
const SET = 'Workforce';

type Rows = ReadonlyMap<string, readonly Row[]>;

/** A person whom HR has changed: as they are, and the day up to which their rows say so. */
interface Changed {
  readonly plan: PersonPlan | null;
  readonly day: number;
}

const read = (row: Row | null): Changed[] => (row === null ? [] : [JSON.parse(String(row['json']))]);

/** What HR does with people: their plans change, and with them what of their rows follows from it. */
export class Workforce {
  #known: Map<string, Changed> | undefined;

  constructor(
    private readonly population: Population,
    private readonly store: Store,
    private readonly changes: ChangedRows,
    private readonly ids: OptionIdSet,
  ) {}

  /**
   * Notes events, all of them or none.
   *
   * @param now clock reading in ms: rows that change are stamped with it
   * @throws ControlProblem where one cannot be
   */
  note(events: readonly HrEvent[], now: number): void {
    this.#together(() => {
      for (const event of events) {
        if (event.kind === 'relabel') relabel(this.store, event);
        else this.#change(event, now);
      }
    });
  }

  /** What comes with a new day, without anybody's hand: whose last day was yesterday is not active any more. */
  settle(now: number): void {
    const today = dayOf(now);
    this.#together(() => {
      for (const [id, { plan, day }] of this.#changed()) {
        if (day === today || plan === null) continue;
        this.#write(id, rowsAt(plan, day, this.ids), rowsAt(plan, today, this.ids), null);
        this.#keep(id, { plan, day: today });
      }
    });
  }

  #change(event: PersonEvent, now: number): void {
    const seeded = this.population.person(event.person);
    if (!seeded) throw new ControlProblem(`the tenant has no person ${event.person}`);
    const today = dayOf(now);
    const known = this.#changed().get(event.person) ?? { plan: seeded, day: today };
    const plan = afterEvent(known.plan, seeded, event);
    this.#write(event.person, rowsAt(known.plan, known.day, this.ids), rowsAt(plan, today, this.ids), now);
    this.#keep(event.person, { plan, day: today });
  }

  #together(work: () => void): void {
    try {
      this.store.together(work);
    } catch (error) {
      this.#known = undefined;
      throw error;
    }
  }

  #changed(): Map<string, Changed> {
    this.#known ??= new Map(
      [...this.changes.of(SET, NOBODY)].flatMap(([id, row]) => read(row).map((each) => [id, each] as const)),
    );
    return this.#known;
  }

  #keep(id: string, changed: Changed): void {
    this.#changed().set(id, changed);
    this.changes.put(SET, NOBODY, id, { json: JSON.stringify(changed) });
  }

  /** Writes what differs between two states of a person; what else was written to their rows stays. */
  #write(id: string, before: Rows, after: Rows, stamp: number | null): void {
    for (const [set, rows] of after) {
      const old = new Map((before.get(set) ?? []).map((row) => [this.store.keyText(set, row), row]));
      for (const row of rows) {
        const key = this.store.keyText(set, row);
        const patch = differing(old.get(key), row);
        old.delete(key);
        if (Object.keys(patch).length === 0) continue;
        const held = this.store.at(set, id, key) ?? row;
        this.store.put(set, { ...held, ...patch, ...(stamp === null ? {} : stamped(set, row, stamp)) });
      }
      for (const key of old.keys()) {
        const held = this.store.at(set, id, key);
        if (held) this.store.remove(set, held);
      }
    }
  }
}

const dayOf = (now: number): number => Math.floor(now / DAY) * DAY;
