/** Something that HR notes, as the sandbox takes it. */
export type HrEvent = Readonly<Record<string, unknown>> & { readonly kind: string };

type Status = 'absent' | 'active' | 'leave' | 'leaving' | 'left';

interface Worker {
  readonly id: string;
  status: Status;
  /** How many employments there have been. */
  employments: number;
  manager: string;
  /** The first day of what is noted already, as a number of days; nothing else happens before. */
  from: number;
}

const departments = ['Operations', 'Sales EMEA', 'Engineering', 'Finance', 'IT Services', 'Logistics'];
const dayMs = 86_400_000;

export const isoDay = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

/**
 * What happens to the people of a tenant, day by day, as it follows from a seed: hires, moves, leaves, conversions,
 * departures, rehires, names, managers who change. Days are counted since 1970.
 */
export class HrYear {
  readonly #workers: Worker[];
  /** Who leads others; the first two stay for ever. */
  readonly #heads: Worker[];
  readonly counts = new Map<string, number>();

  /**
   * @param ids people with one employment that goes on, whom nobody else changes
   * @param random gives numbers from 0 to 1
   */
  constructor(
    ids: readonly string[],
    private readonly random: () => number,
  ) {
    this.#workers = ids.map((id) => ({ id, status: 'active', employments: 1, manager: '', from: 0 }));
    this.#heads = this.#workers.slice(0, 5);
  }

  /** Before the year: some were never here yet, and the others report to somebody of whom the year knows. */
  begin(today: number): HrEvent[] {
    const newcomers = this.#workers.slice(this.#heads.length).filter(() => this.random() < 0.25);
    for (const worker of newcomers) worker.status = 'absent';
    const withdrawn = newcomers.map(({ id }) => ({ kind: 'withdraw', person: id }));
    return [
      ...withdrawn,
      ...this.#workers.filter(({ status }) => status === 'active').map((one) => this.#move(one, today)),
    ];
  }

  /** What HR notes on a day. */
  day(today: number): HrEvent[] {
    for (const worker of this.#workers) if (worker.status === 'leaving' && worker.from <= today) worker.status = 'left';
    const events: HrEvent[] = [];
    for (let count = Math.floor(this.random() * 5); count > 0; count -= 1) events.push(...this.#event(today));
    for (const { kind } of events) this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    return events;
  }

  #event(today: number): HrEvent[] {
    const worker = this.#pick(this.#workers.slice(2).filter(({ from }) => from <= today));
    if (worker === undefined) return [];
    switch (worker.status) {
      case 'absent':
        return [this.#hire(worker, today)];
      case 'left':
        return [this.#begin(worker, 'rehire', today)];
      case 'leave':
        worker.status = 'active';
        return [{ kind: 'return', person: worker.id, on: isoDay(today) }];
      default:
        return this.#atWork(worker, today);
    }
  }

  #atWork(worker: Worker, today: number): HrEvent[] {
    const roll = this.random();
    const { id } = worker;
    const isHead = this.#heads.includes(worker);
    if (roll < 0.35) return [this.#move(worker, today)];
    if (roll < 0.5) return [{ kind: 'rename', person: id, lastName: `Name${Math.floor(this.random() * 1000)}` }];
    if (roll < 0.65) {
      worker.status = 'leave';
      return [{ kind: 'leave', person: id, on: isoDay(today) }];
    }
    // The old user of a conversion is gone: whoever reported to it would report to nobody.
    if (roll < 0.75 && !isHead) return [this.#begin(worker, 'convert', today)];
    return this.#terminate(worker, today);
  }

  #hire(worker: Worker, today: number): HrEvent {
    const on = today + Math.floor(this.random() * 15);
    return { ...this.#move(worker, on), kind: 'hire' };
  }

  #begin(worker: Worker, kind: 'rehire' | 'convert', today: number): HrEvent {
    const event = { ...this.#move(worker, today), kind };
    worker.employments += 1;
    return event;
  }

  #move(worker: Worker, on: number): HrEvent {
    const head = this.#pick(this.#heads.filter((one) => one !== worker && one.status === 'active' && one.from <= on));
    const manager = head === undefined ? null : userIdOf(head);
    Object.assign(worker, { status: 'active', from: on, manager });
    return { kind: 'move', person: worker.id, on: isoDay(on), department: this.#pick(departments), manager };
  }

  /** The last day is today or in the days to come; who reports to somebody who leaves gets another manager at once. */
  #terminate(worker: Worker, today: number): HrEvent[] {
    const last = today + Math.floor(this.random() * 6);
    const user = userIdOf(worker);
    Object.assign(worker, { status: 'leaving', from: last + 1 });
    const reports = this.#workers.filter(({ manager, status }) => manager === user && status === 'active');
    const moves = reports.map((one) => this.#move(one, Math.max(today, one.from)));
    return [{ kind: 'terminate', person: worker.id, on: isoDay(last) }, ...moves];
  }

  #pick<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(this.random() * list.length)];
  }
}

const userIdOf = ({ id, employments }: Worker): string => (employments === 1 ? id : `${id}-${employments - 1}`);
