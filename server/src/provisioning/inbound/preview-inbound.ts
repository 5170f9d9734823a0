import type { InboundPerson } from './inbound-person.ts';
import { InboundPreview, type InboundRun } from './inbound-preview.ts';
import type { Worker } from './worker.ts';

/** So many workers are matched by one round of requests. */
const BATCH = 90;

/**
 * What would be done to the account of each worker, in the order in which they are read. Writes nothing.
 *
 * @throws SfmapError exit 1: no mapping matches; exit 3: a system refused or failed, and nothing may be concluded.
 */
export async function* previewInbound(run: InboundRun, workers: AsyncIterable<Worker>): AsyncGenerator<InboundPerson> {
  const preview = new InboundPreview(run);
  for await (const batch of batchesOf(workers)) yield* await preview.of(batch);
}

/** Workers in the groups in which their accounts are looked for. */
export async function* batchesOf(workers: AsyncIterable<Worker>): AsyncGenerator<readonly Worker[]> {
  let batch: Worker[] = [];
  for await (const worker of workers) {
    batch.push(worker);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
