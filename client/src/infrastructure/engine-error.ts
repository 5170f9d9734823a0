import { ResponseError } from 'vscode-jsonrpc/node';
import type { EngineErrorData } from '../../../server/src/engine/protocol.ts';

/** What a user reads of a failure: one sentence, the cure, and the stable code if there is one. */
export interface Complaint {
  readonly sentence: string;
  readonly cure: string;
  readonly code: string;
}

/** The engine ended while it was asked. Its own message has been shown already. */
export class EngineGone extends Error {
  override readonly name = 'EngineGone';
}

/** Reads an error of the engine, or any other one, into what a user may see. */
export function complaintOf(error: unknown): Complaint {
  if (error instanceof ResponseError) {
    const data = readData(error.data);
    return { sentence: error.message, cure: data?.cure ?? '', code: data?.code ?? '' };
  }
  return { sentence: error instanceof Error ? error.message : String(error), cure: '', code: '' };
}

/** Whether an error is the user's own Cancel. */
export function isCancelled(error: unknown): boolean {
  if (error instanceof ResponseError) return error.code === REQUEST_CANCELLED;
  return error instanceof Error && error.name === 'Canceled';
}

const REQUEST_CANCELLED = -32800;

function readData(data: unknown): EngineErrorData | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { code, cure } = data as { code?: unknown; cure?: unknown };
  return typeof code === 'string' && typeof cure === 'string' ? { code, cure } : undefined;
}
