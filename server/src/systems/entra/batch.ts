import * as z from 'zod';
import { SfmapError } from '../../core/errors.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { HttpRequest } from '../http.ts';
import type { GraphClient } from './graph-client.ts';
import type { GraphAnswer } from './graph-refusal.ts';

/** Graph takes so many requests in one batch. */
export const mostInBatch = 20;

/** One request of a batch. */
export interface BatchItem {
  readonly method: HttpRequest['method'];
  /** Behind `/v1.0/`, encoded. */
  readonly address: string;
  readonly body?: JsonObject;
  readonly advanced?: boolean;
}

/** What became of one request of a batch. */
export type BatchOutcome =
  | ({ readonly state: 'answered' } & GraphAnswer)
  /** It may have been done or not; why nobody can tell. */
  | { readonly state: 'unknown'; readonly problem: SfmapError };

const answerSchema = z.object({ responses: z.array(z.unknown()) });
const responseSchema = z.object({
  id: z.string(),
  status: z.int().min(100).max(599),
  headers: z.record(z.string(), z.unknown()).nullish(),
  body: z.custom<Json | undefined>().optional(),
});

/**
 * Sends up to 20 requests in one call and tells what became of each, in their order. Answers come in any order and are
 * joined by id. Source: "Combine multiple HTTP requests using JSON batching".
 *
 * @param inOrder Each request waits for the one before, and is answered 424 when that has failed.
 * @throws SfmapError exit 3 with `refused`: Graph has taken nothing of the call; exit 1: cancelled on its way.
 */
export async function sendBatch(
  client: GraphClient,
  items: readonly BatchItem[],
  permission: string,
  inOrder = false,
  signal?: AbortSignal,
): Promise<readonly BatchOutcome[]> {
  const requests = items.map(({ method, address, body, advanced }, index) => ({
    id: String(index + 1),
    method,
    url: `/${address}`,
    ...((body || advanced) && {
      headers: {
        ...(body && { 'Content-Type': 'application/json' }),
        ...(advanced && { ConsistencyLevel: 'eventual' }),
      },
    }),
    ...(body && { body }),
    ...(inOrder && index > 0 && { dependsOn: [String(index)] }),
  }));
  let answer: JsonObject | undefined;
  try {
    answer = await client.write({ method: 'POST', address: '$batch', body: { requests }, permission, signal });
  } catch (error) {
    // Refused, or cancelled: the caller decides. Anything else may have been done.
    if (!(error instanceof SfmapError) || error.refused !== undefined || error.exit !== 3) throw error;
    return items.map(() => ({ state: 'unknown', problem: error }));
  }
  return joined(answer, items.length);
}

function joined(answer: JsonObject | undefined, count: number): readonly BatchOutcome[] {
  const parsed = answerSchema.safeParse(answer);
  const byId = new Map<string, BatchOutcome>();
  for (const one of parsed.success ? parsed.data.responses : []) {
    const response = responseSchema.safeParse(one);
    if (!response.success) continue;
    const { id, status, headers, body } = response.data;
    // Two answers to one request: which of them holds, nobody can tell.
    if (byId.has(id)) byId.set(id, unanswered('twice'));
    else byId.set(id, { state: 'answered', status, headers: lowerCase(headers ?? {}), body });
  }
  return Array.from({ length: count }, (_, index) => byId.get(String(index + 1)) ?? unanswered('not'));
}

function lowerCase(headers: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const texts = Object.entries(headers).filter(([, value]) => typeof value === 'string' || typeof value === 'number');
  return new Map(texts.map(([name, value]) => [name.toLowerCase(), String(value)]));
}

function unanswered(how: 'not' | 'twice'): BatchOutcome {
  const problem = new SfmapError(
    'SFM-NET-ANSWER',
    how === 'not'
      ? 'Microsoft Graph did not answer this request of a batch.'
      : 'Microsoft Graph answered this request of a batch twice.',
    'Read the account again to see what was written.',
    3,
  );
  return { state: 'unknown', problem };
}
