import type { Json } from '../core/json.ts';

/** One value that jsonpath-plus selected. */
export interface JsonPathPlusMatch {
  /** The place in the payload, written as `selectTokens` writes it; the root is ''. */
  readonly path: string;
  readonly value: Json;
}

/** What jsonpath-plus says to a path: the values it selects, the error it throws, or that it came to no end in time. */
export type JsonPathPlusAnswer =
  | { readonly ok: true; readonly matches: readonly JsonPathPlusMatch[] }
  | {
      readonly ok: false;
      readonly message: string;
      /**
       * It did not come to an answer of its own: it asked for more memory than it was given; the payload is nested too
       * deeply for it, or what it selects cannot be handed over; or it could not be started.
       */
      readonly stopped?: 'memory' | 'size' | 'failed';
    }
  | { readonly ok: false; readonly timedOut: true };

/** What jsonpath-plus may use up before it is ended. */
export interface SecondOpinionLimits {
  /** Milliseconds for its answer once it has started, 5,000 by default, 600,000 at most. */
  readonly timeoutMs?: number;
  /** Megabytes of memory, 256 by default, 16 at least and 4,096 at most. */
  readonly memoryMb?: number;
}
