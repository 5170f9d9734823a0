import type * as vscode from 'vscode';
import { EngineGone } from './engine-error.ts';

const KEY = 'sfmap.unfinishedWrite';

/** A write that has begun: on which connection, and when (ISO 8601, UTC). */
export interface UnfinishedWrite {
  readonly connection: string;
  readonly began: string;
  /** The run that goes on; absent where the write is to be a run of its own. */
  readonly run?: string;
}

/**
 * Remembers that this window writes, for the case that it is closed or reloaded in the middle: then the next one knows
 * that there is something to say, without asking the engine each time that it starts.
 */
export class UnfinishedWrites {
  constructor(private readonly state: vscode.Memento) {}

  /** Does a write. However it ends, it is over when there is an answer. */
  async during<T>(what: Omit<UnfinishedWrite, 'began'>, write: () => Promise<T>): Promise<T> {
    await this.state.update(KEY, { ...what, began: new Date().toISOString() } satisfies UnfinishedWrite);
    try {
      const result = await write();
      await this.state.update(KEY, undefined);
      return result;
    } catch (error) {
      // The engine ends with the window, too: then there is no answer, and the next window says so.
      if (!(error instanceof EngineGone)) await this.state.update(KEY, undefined);
      throw error;
    }
  }

  /** The write that a window left behind; asked once. */
  async take(): Promise<UnfinishedWrite | undefined> {
    const left = this.state.get<UnfinishedWrite>(KEY);
    if (left !== undefined) await this.state.update(KEY, undefined);
    return left;
  }
}
