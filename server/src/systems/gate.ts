import { Pace } from '../core/pace.ts';
import { cancelled } from './pause.ts';

/** Lets so many requests to one system pass at once as it takes, the others wait in their order. */
export class Gate {
  readonly #pace: Pace;
  readonly #waiting: (() => void)[] = [];
  #inside = 0;
  /** How often it was too much for the system: of requests that went together, the first one to say so counts. */
  #slowed = 0;

  /** @param most Never more requests at once than that. */
  constructor(most: number) {
    this.#pace = new Pace(most);
  }

  /**
   * Sends a request when it is its turn.
   *
   * @param tooMuch Whether the answer says that the system has too much to do.
   * @throws SfmapError exit 1 when cancelled while it waits.
   */
  async pass<T>(send: () => Promise<T>, tooMuch: (answer: T) => boolean, signal?: AbortSignal): Promise<T> {
    await this.#enter(signal);
    const slowed = this.#slowed;
    let full = this.#inside >= this.#pace.limit;
    try {
      const answer = await send();
      full ||= this.#inside >= this.#pace.limit;
      // What went before the system had too much to do says nothing about now.
      if (slowed !== this.#slowed) return answer;
      if (tooMuch(answer)) {
        this.#slowed += 1;
        this.#pace.tooMuch();
        // Requests that come one by one say nothing about how many the system takes at once.
      } else if (full) this.#pace.good();
      return answer;
    } finally {
      this.#inside -= 1;
      this.#wake();
    }
  }

  #enter(signal: AbortSignal | undefined): Promise<void> {
    if (this.#inside < this.#pace.limit && this.#waiting.length === 0) {
      this.#inside += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const enter = () => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1);
        reject(cancelled());
      };
      if (signal?.aborted) return reject(cancelled());
      signal?.addEventListener('abort', leave, { once: true });
      this.#waiting.push(enter);
    });
  }

  #wake(): void {
    while (this.#inside < this.#pace.limit) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#inside += 1;
      next();
    }
  }
}
