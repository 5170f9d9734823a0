import type { ConnectorGeneration } from '../core/catalog/retrieval-rules.ts';
import { personQuery } from '../core/query/person-query.ts';
import { withoutExpanded } from '../core/query/without-expanded.ts';
import type { Rehearsal } from '../provisioning/rehearsal/rehearsal-text.ts';
import { type RehearsedMapping, rehearse } from '../provisioning/rehearsal/rehearse.ts';
import type { People } from '../provisioning/writeback/find-users.ts';
import { withKnownAccounts } from './known-accounts.ts';
import { openDirectory } from './open-tenant.ts';
import { type RunContext, waiting } from './plan-writeback.ts';
import type { PreparedMapping } from './prepare-mapping.ts';
import { checkedPeople } from './preview-inbound.ts';
import { type MissingWorker, readWorkers } from './read-workers.ts';
import { runHost } from './run-host.ts';
import { workerQuery } from './worker-query.ts';

/**
 * Puts the same people through an earlier and the present mapping, and tells for whom they differ. Writes nothing.
 *
 * @throws SfmapError as `previewInbound` does.
 */
export async function rehearseInbound(
  before: PreparedMapping,
  now: PreparedMapping,
  asked: People,
  context: RunContext,
  generation: ConnectorGeneration = 'current',
): Promise<Rehearsal> {
  const { connection, secrets, env, progress, signal, onDeviceCode } = context;
  const people = checkedPeople(now, checkedPeople(before, asked));
  const directory = openDirectory(connection, secrets, env, waiting(progress), onDeviceCode);
  const at = context.now();
  const host = await runHost([before.model, now.model], directory, at, signal);
  const missing: MissingWorker[] = [];
  const onMissing = (one: MissingWorker) => missing.push(one);
  const read = { model: now.model, parameters: now.parameters, beside: before, people, generation, at, onMissing };
  const { expand } = workerQuery([now.model, before.model], generation, 'everybody');
  const side = ({ model, parameters }: PreparedMapping): RehearsedMapping => {
    const own = personQuery(model, generation).expand;
    return {
      model,
      parameters,
      // An attribute that a mapping does not fetch is empty for it, also where the other one fetches it.
      as: (worker) => ({ ...worker, payload: withoutExpanded(worker.payload, expand, own) }),
    };
  };
  const run = { before: side(before), now: side(now), host, directory, ...(signal && { signal }) };
  const rehearsed = await withKnownAccounts(now, context, (knownAccount) =>
    rehearse({ ...run, knownAccount }, readWorkers(read, context)),
  );
  const { name, environment, entraId, successFactors } = connection;
  return {
    ...rehearsed,
    file: now.identity.file,
    earlier: before.identity.file,
    connection: { name, environment },
    source: `SuccessFactors ${successFactors.company}`,
    target: `Entra ID ${entraId?.tenant ?? ''} (${environment})`,
    complete: people.kind === 'all' || (people.kind === 'sample' && rehearsed.people < people.count),
    missing,
  };
}
