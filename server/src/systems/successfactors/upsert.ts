import * as z from 'zod';
import { SfmapError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { withoutRecord } from './refusal.ts';
import type { SuccessFactorsClient } from './successfactors-client.ts';

/** What became of one record of an upsert. */
export interface UpsertResult {
  readonly ok: boolean;
  /** SuccessFactors' words, without the record that it may echo; empty when all is well. */
  readonly message: string;
}

const answerSchema = z.object({
  d: z.array(
    z.object({
      status: z.enum(['OK', 'ERROR']),
      message: z.string().nullish(),
      index: z.number().int(),
      httpCode: z.number().int().nullish(),
    }),
  ),
});

/**
 * Writes records by `POST upsert`. HTTP 200 proves nothing: every record has a result of its own, joined on `index`.
 *
 * @param records At most 1,000, each with `__metadata.uri`.
 * @param isolated Each record is judged alone (`strictTransactionIsolate=true`, KBA 2936182). Without it one bad record
 *   fails the call, which is what a pair of primary flags needs.
 * @returns One result for each record, in their order.
 * For the rules of writing there is `RecordWriter`.
 *
 * @throws SfmapError exit 3: the call as a whole was refused, or its answer does not account for every record.
 */
export async function upsert(
  client: SuccessFactorsClient,
  records: readonly JsonObject[],
  isolated: boolean,
): Promise<readonly UpsertResult[]> {
  const answer = await client.post('upsert', isolated ? { strictTransactionIsolate: 'true' } : {}, records);
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) throw unaccounted();

  const byIndex = new Map(parsed.data.d.map((result) => [result.index, result]));
  // One result too many is as bad as one too few: nobody can tell which of them is meant.
  if (byIndex.size !== records.length || parsed.data.d.length !== records.length) throw unaccounted();
  return records.map((_, index) => {
    const result = byIndex.get(index);
    if (result === undefined) throw unaccounted();
    const ok = result.status === 'OK';
    if (ok && (result.httpCode ?? 200) >= 400) throw unaccounted();
    const words = client.shown(result.message ?? 'SuccessFactors gives no reason');
    return { ok, message: ok ? '' : withoutRecord(words) };
  });
}

/** The caller must read again to know what was written. */
function unaccounted(): SfmapError {
  return new SfmapError(
    'SFM-NET-ANSWER',
    'SuccessFactors did not account for every record of the upsert.',
    'The rows are read again to see what was written.',
    3,
  );
}
