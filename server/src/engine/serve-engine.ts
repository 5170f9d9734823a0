import {
  type CancellationToken,
  createMessageConnection,
  type MessageConnection,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import type * as z from 'zod';
import { SfmapError } from '../core/errors.ts';
import type { ProgressEvent } from '../provisioning/ports.ts';
import { createHandlers, type HandlerContext } from './handlers.ts';
import { DEVICE_CODE, type DeviceCodeParams, PROGRESS } from './protocol.ts';

/** JSON-RPC's code for a request that was cancelled. */
const requestCancelled = -32800;
/** JSON-RPC's codes: parameters that do not fit, and ours for a refusal that a user can read. */
const invalidParams = -32602;
const refused = -32000;

/**
 * Serves the engine's requests over a pair of streams until the input ends.
 *
 * Requests run side by side; each can be cancelled. Parameters are checked at the border. Secrets come with a request and
 * are kept in memory alone, for as long as its plan is.
 */
export async function serveEngine(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const connection = createMessageConnection(new StreamMessageReader(input), new StreamMessageWriter(output));
  const handlers = createHandlers(env, (code: DeviceCodeParams) => {
    void connection.sendNotification(DEVICE_CODE, code).catch(() => undefined);
  });
  const running = new Map<AbortController, Promise<unknown>>();
  for (const [method, { schema, handle }] of handlers) register(connection, method, schema, handle, running);
  const closed = new Promise<void>((resolve) => {
    connection.onClose(resolve);
    input.once('end', resolve);
  });
  connection.onError(() => undefined);
  connection.listen();
  await closed;
  // The editor is gone: a write ends between two records, with its journal.
  for (const controller of running.keys()) controller.abort();
  await Promise.allSettled(running.values());
  connection.dispose();
}

function register(
  connection: MessageConnection,
  method: string,
  schema: z.ZodType,
  handle: (params: never, context: HandlerContext) => Promise<unknown>,
  running: Map<AbortController, Promise<unknown>>,
): void {
  connection.onRequest(method, async (params: unknown, token: CancellationToken) => {
    const parsed = schema.safeParse(params);
    if (!parsed.success) {
      const place = parsed.error.issues[0]?.path.join('.') ?? '';
      return new ResponseError(invalidParams, `${method}: the parameters do not fit at ${place || 'their root'}.`);
    }
    const controller = new AbortController();
    const listener = token.onCancellationRequested(() => controller.abort());
    // A token that was cancelled before its request came to its turn fires no more.
    if (token.isCancellationRequested) controller.abort();
    const progress = (event: ProgressEvent) => void connection.sendNotification(PROGRESS, event).catch(() => undefined);
    const work = handle(parsed.data as never, { signal: controller.signal, progress });
    running.set(controller, work);
    try {
      return await work;
    } catch (error) {
      return asResponse(error);
    } finally {
      listener.dispose();
      running.delete(controller);
    }
  });
}

function asResponse(error: unknown): ResponseError<unknown> {
  if (error instanceof SfmapError) {
    const code = error.code === 'SFM-CANCELLED' ? requestCancelled : refused;
    return new ResponseError(code, error.message, { code: error.code, cure: error.cure.trim() });
  }
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${error instanceof Error ? (error.stack ?? message) : message}\n`);
  return new ResponseError(refused, `Something failed that sfmap did not foresee: ${message}`, {
    code: 'SFM-UNEXPECTED',
    cure: 'The log has the details.',
  });
}
