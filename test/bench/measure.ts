/** Times of one thing, in milliseconds. */
export interface Times {
  readonly p50: number;
  readonly p95: number;
}

/** One row of a table in docs/benchmarks.md. */
export interface Row {
  readonly name: string;
  readonly cells: Readonly<Record<string, string>>;
  /** What `npm run bench -- --check` compares: a measured figure and its goal, in the same unit. */
  readonly goals?: readonly Goal[];
}

export interface Goal {
  readonly what: string;
  readonly measured: number;
  readonly goal: number;
}

/** One benchmark file: a table with a sentence that says what it shows. */
export interface Report {
  readonly title: string;
  readonly about: string;
  readonly rows: readonly Row[];
}

/**
 * Times something again and again for about `budget` milliseconds after a warm-up. Each sample is the mean of as many
 * runs as take 2 ms, so that short things are not lost in the clock.
 */
export function times(run: () => void, budget = 1_500): Times {
  const warm = performance.now() + budget / 3;
  let runs = 0;
  while (performance.now() < warm) {
    run();
    runs++;
  }
  const each = Math.max(1, Math.round((runs * 2) / (budget / 3)));
  const samples: number[] = [];
  const end = performance.now() + budget;
  while (performance.now() < end || samples.length < 5) {
    const start = performance.now();
    for (let i = 0; i < each; i++) run();
    samples.push((performance.now() - start) / each);
  }
  const { p50, p95 } = spread(samples);
  return { p50, p95 };
}

/**
 * Times two things in turn, so that a machine whose speed drifts treats both alike; the ratio is that of the medians.
 */
export function compared(
  first: () => void,
  second: () => void,
  budget = 1_500,
): { first: Times; second: Times; ratio: number } {
  const rounds = 4;
  const halves = Array.from({ length: rounds }, () => ({
    first: times(first, budget / rounds),
    second: times(second, budget / rounds),
  }));
  const middle = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const of = (side: 'first' | 'second', part: keyof Times) => middle(halves.map((half) => half[side][part]));
  const result = {
    first: { p50: of('first', 'p50'), p95: of('first', 'p95') },
    second: { p50: of('second', 'p50'), p95: of('second', 'p95') },
  };
  return { ...result, ratio: middle(halves.map((half) => half.first.p50 / half.second.p50)) };
}

/** Median, 95th percentile and the slowest of some times, in milliseconds. */
export function spread(samples: readonly number[]): Times & { readonly max: number } {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), max: sorted.at(-1) ?? 0 };
}

/** Times something that answers later, `runs` times one after the other, after a tenth of it to warm up. */
export async function timesOf(
  runs: number,
  run: (round: number) => Promise<unknown>,
): Promise<Times & { max: number }> {
  const warm = Math.ceil(runs / 10);
  const samples: number[] = [];
  for (let round = -warm; round < runs; round++) {
    const start = performance.now();
    await run(round + warm);
    if (round >= 0) samples.push(performance.now() - start);
  }
  return spread(samples);
}

/** Milliseconds for a table: about three significant digits. */
export function ms(value: number): string {
  return `${value >= 100 ? Math.round(value) : Number(value.toPrecision(3))} ms`;
}

/** A ratio for a table. */
export function ratio(value: number): string {
  return value >= 10 ? value.toFixed(0) : value.toFixed(2);
}

/** Hands the report to scripts/bench.mjs. */
export function report(content: Report): void {
  process.stdout.write(`${JSON.stringify(content)}\n`);
}
