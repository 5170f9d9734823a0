import { SfmapError } from '../../core/errors.ts';
import { cancelled } from '../pause.ts';
import { waitSaying } from '../waiting.ts';
import { type BatchItem, type BatchOutcome, mostInBatch, sendBatch } from './batch.ts';
import { pauseBefore } from './batch-pause.ts';
import type { GraphClient } from './graph-client.ts';
import { graphSystem } from './graph-refusal.ts';

/** What became of one request, after it was sent as often as that was safe. */
export type RunOutcome = (
  | BatchOutcome
  /** It was certainly not done: Graph refused the whole call, or the request was not sent. */
  | { readonly state: 'refused'; readonly problem: SfmapError }
) & {
  /** It was sent before, and that was refused: as far as Graph says. */
  readonly repeated: boolean;
};

/** How requests are sent. */
export interface RunOptions {
  /** The least permission that lets an app do this. */
  readonly permission: string;
  /** Each waits for the one before; after one that fails the rest is not done. */
  readonly inOrder?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A request is sent so often at most. */
const mostTries = 6;
const longestWait = 300_000;

interface Open {
  readonly index: number;
  readonly item: BatchItem;
  tries: number;
}

/**
 * Sends any number of requests in batches of 20, one batch after the other, and tells of every one what became of it, in
 * their order; also when the run is cancelled meanwhile.
 *
 * A request that Graph was too busy for (429, a concurrency violation, a token that has run out) is sent again alone
 * after the time that Graph names; so is a 503 of a request that may be done twice. POST is sent again after a refusal
 * alone. Anything else that may have been done stays `unknown`: the caller reads what is there.
 *
 * @throws SfmapError exit 3 with `refused`: Graph refused the first call, so that nothing was done.
 */
export async function runBatches(
  client: GraphClient,
  items: readonly BatchItem[],
  options: RunOptions,
): Promise<readonly RunOutcome[]> {
  const run = new BatchRun(client, options);
  return run.all(items);
}

class BatchRun {
  readonly #outcomes = new Map<number, RunOutcome>();

  constructor(
    private readonly client: GraphClient,
    private readonly options: RunOptions,
  ) {}

  async all(items: readonly BatchItem[]): Promise<readonly RunOutcome[]> {
    let open: Open[] = items.map((item, index) => ({ index, item, tries: 0 }));
    while (open.length > 0) {
      if (this.options.signal?.aborted) this.#drop(open, 'cancelled');
      const batch = open.splice(0, mostInBatch);
      const again = await this.#send(batch);
      open = [...again.requests, ...open];
      if (this.options.inOrder && this.#failed(batch)) this.#drop(open, 424);
      else if (!(await this.#wait(again.wait, open.length > 0))) this.#drop(open, 'cancelled');
    }
    return items.map((_, index) => this.#outcomes.get(index) ?? notSent());
  }

  /** Sends one batch, keeps what stands, and gives back what is to be sent again. */
  async #send(batch: readonly Open[]): Promise<{ requests: Open[]; wait: number }> {
    const { permission, inOrder, signal } = this.options;
    let answers: readonly BatchOutcome[];
    try {
      const items = batch.map(({ item }) => item);
      answers = await sendBatch(this.client, items, permission, inOrder, signal);
    } catch (error) {
      return this.#whole(batch, error);
    }
    const requests: Open[] = [];
    let wait = 0;
    let signIn = false;
    for (const [place, request] of batch.entries()) {
      const outcome = answers[place] ?? notSent();
      // What depends on a request that is sent again is sent again with it.
      const waits = requests.length > 0 && hasStatus(outcome, 424);
      if (!waits) request.tries += 1;
      const pause = waits ? 0 : pauseBefore(outcome, request.item.method, request.tries);
      if (pause === undefined || pause > longestWait || request.tries >= mostTries) {
        this.#outcomes.set(request.index, { ...outcome, repeated: request.tries > 1 });
        continue;
      }
      signIn ||= hasStatus(outcome, 401);
      wait = Math.max(wait, pause);
      requests.push(request);
    }
    if (signIn) await this.client.forgetToken(signal);
    return { requests, wait };
  }

  /** The call as a whole was refused, or cancelled on its way. */
  #whole(batch: readonly Open[], error: unknown): { requests: Open[]; wait: number } {
    if (!(error instanceof SfmapError)) throw error;
    if (error.refused === undefined && error.exit !== 1) throw error;
    if (error.refused !== undefined && error.refused !== 'busy' && this.#outcomes.size === 0) throw error;
    const requests: Open[] = [];
    for (const request of batch) {
      request.tries += 1;
      const repeated = request.tries > 1;
      const busy = error.refused === 'busy' && error.code !== 'SFM-HTTP-BUSY' && request.tries < mostTries;
      if (busy) requests.push(request);
      else {
        const state = error.refused === undefined ? 'unknown' : 'refused';
        this.#outcomes.set(request.index, { state, problem: error, repeated });
      }
    }
    // How long Graph asked to wait, the next request waits by itself (http.ts).
    return { requests, wait: requests.length > 0 ? 1000 : 0 };
  }

  #failed(batch: readonly Open[]): boolean {
    return batch.some(({ index }) => {
      const outcome = this.#outcomes.get(index);
      return outcome !== undefined && !(outcome.state === 'answered' && outcome.status < 300);
    });
  }

  #drop(open: Open[], why: 424 | 'cancelled'): void {
    for (const { index, tries } of open.splice(0)) {
      const outcome: RunOutcome = why === 424 ? dependent() : { ...notSent(), problem: cancelledBefore() };
      this.#outcomes.set(index, { ...outcome, repeated: tries > 0 });
    }
  }

  /** Whether the run goes on. */
  async #wait(milliseconds: number, more: boolean): Promise<boolean> {
    if (!more) return true;
    if (this.options.signal?.aborted) return false;
    if (milliseconds === 0) return true;
    const words = `${graphSystem} asks to wait ${Math.ceil(milliseconds / 1000)} s`;
    try {
      await waitSaying(this.client.waiting, milliseconds, words, this.options.signal);
      return true;
    } catch (error) {
      if (error instanceof SfmapError && error.exit === 1) return false;
      throw error;
    }
  }
}

const hasStatus = (outcome: BatchOutcome | RunOutcome, status: number) =>
  outcome.state === 'answered' && outcome.status === status;

const dependent = (): RunOutcome => ({
  state: 'answered',
  status: 424,
  headers: new Map(),
  body: undefined,
  repeated: false,
});

const notSent = () => ({ state: 'refused', problem: cancelledBefore(), repeated: false }) as const;

function cancelledBefore(): SfmapError {
  const { code, exit } = cancelled();
  return new SfmapError(code, 'Cancelled before it was sent.', '', exit, { refused: 'system' });
}
