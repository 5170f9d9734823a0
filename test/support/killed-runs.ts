import { expect } from 'vitest';
import type { Sfmap } from '../cli/support/sfmap.ts';

/** A run as `sfmap runs` lists it. */
export interface Listed {
  readonly run: string;
  readonly undoes?: string;
  readonly state: string;
  readonly totals: { readonly rows: Readonly<Record<string, number>> };
}

const isOpen = ({ totals: { rows } }: Listed) =>
  (rows['failed'] ?? 0) + (rows['unknown'] ?? 0) + (rows['notReached'] ?? 0) > 0;

/** Runs whose process is killed at random moments and that go on each time, until nothing of them is left. */
export class KilledRuns {
  killed = 0;
  /** How often which command was killed. */
  readonly ways = new Map<string, number>();
  #state: number;

  /** @param disarm Switches the faults of the tenant off. */
  constructor(
    private readonly sfmap: Sfmap,
    seed: number,
    private readonly disarm: () => Promise<unknown>,
  ) {
    this.#state = seed;
  }

  /** A number from 0 to 1 that follows from the seed. */
  random(): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#state / 2 ** 32;
  }

  /** Does something until its run has nothing left, going on with the run whenever it ended early. */
  async finish(begin: readonly string[], most: number, isOurs: (run: Listed) => boolean): Promise<Listed> {
    const before = await this.#newest();
    for (let tries = 0; tries < most + 40; tries += 1) {
      const now = await this.#newest();
      const ours = now !== undefined && now.run !== before?.run && isOurs(now) ? now : undefined;
      if (ours !== undefined && !isOpen(ours)) return ours;
      // What fails for good would be tried for ever.
      if (this.killed >= most && tries > 20) await this.disarm();
      await this.#once(ours === undefined ? begin : ['resume', ours.run, '--yes'], most);
    }
    throw new Error('The run never comes to its end.');
  }

  toString(): string {
    return `Killed: ${[...this.ways].map(([way, count]) => `${count} × ${way}`).join(', ')}\n`;
  }

  /** Runs a command, and kills it at a random moment while fewer than `most` were killed. */
  async #once(args: readonly string[], most: number): Promise<void> {
    const env = { SFMAP_BATCH_SIZE: '4' };
    if (this.killed >= most) {
      const ended = await this.sfmap.run(args, { env });
      expect(ended.err).not.toContain('did not foresee');
      return;
    }
    let timer: NodeJS.Timeout | undefined;
    const wait = this.random() * 900;
    const ended = await this.sfmap.run(args, {
      env,
      onErr: (text, kill) => {
        if (!/Writing|Deleting|Reading what/.test(text)) return;
        timer ??= setTimeout(() => kill('SIGKILL'), wait);
      },
    });
    clearTimeout(timer);
    if (ended.code !== null) return;
    this.killed += 1;
    const way = args[0] ?? '';
    this.ways.set(way, (this.ways.get(way) ?? 0) + 1);
  }

  async #newest(): Promise<Listed | undefined> {
    const listed = await this.sfmap.run(['runs', '--format', 'json']);
    expect(listed.err).toBe('');
    const [first]: Listed[] = JSON.parse(listed.out);
    return first;
  }
}
