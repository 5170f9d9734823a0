import type { ConnectorGeneration } from '../core/catalog/retrieval-rules.ts';
import { SfmapError } from '../core/errors.ts';
import { countPeople, type InboundPerson } from '../provisioning/inbound/inbound-person.ts';
import type { InboundPreviewed } from '../provisioning/inbound/inbound-text.ts';
import { withoutAccount } from '../provisioning/inbound/keep-back.ts';
import { previewInbound as previewPeople } from '../provisioning/inbound/preview-inbound.ts';
import type { AskedPeople, People } from '../provisioning/writeback/find-users.ts';
import { openDirectory } from './open-tenant.ts';
import { type RunContext, waiting } from './plan-writeback.ts';
import type { PreparedMapping } from './prepare-mapping.ts';
import { type MissingWorker, readWorkers } from './read-workers.ts';
import { systemHost } from './system-host.ts';

/**
 * Reads both systems and tells what an inbound sync would do. Writes nothing.
 *
 * @throws SfmapError exit 1: no mapping matches; exit 2: the target is not Entra ID; exit 3: a system refused or failed.
 */
export async function previewInbound(
  mapping: PreparedMapping,
  asked: AskedPeople,
  context: RunContext,
  generation: ConnectorGeneration = 'current',
): Promise<InboundPreviewed> {
  const { model, parameters, identity } = mapping;
  const { connection, secrets, env, progress, now, signal, onDeviceCode } = context;
  const people = checkedPeople(mapping, asked);
  const directory = openDirectory(connection, secrets, env, waiting(progress), onDeviceCode);
  const host = systemHost(now());
  const missing: MissingWorker[] = [];
  const onMissing = (one: MissingWorker) => missing.push(one);
  const workers = readWorkers({ model, parameters, people, generation, onMissing }, context);
  const found: InboundPerson[] = [];
  const contested = new Map<string, string>();
  const onContested = (id: string, error: string) => void contested.set(id, error);
  const run = { model, parameters, host, directory, onContested, ...(signal && { signal }) };
  for await (const person of previewPeople(run, workers)) found.push(person);
  const judged = found.map((person) => {
    const error = contested.get(person.personIdExternal);
    return error === undefined ? person : withoutAccount(person, error);
  });
  return {
    file: identity.file,
    place: {
      target: `Entra ID ${connection.entraId?.tenant ?? ''} (${connection.environment})`,
      connection: { name: connection.name, environment: connection.environment },
    },
    created: now().toISOString(),
    complete: people.kind === 'all' || (people.kind === 'sample' && found.length < people.count),
    people: judged,
    totals: countPeople(judged),
    missing,
  };
}

function checkedPeople({ model, identity }: PreparedMapping, people: AskedPeople): People {
  if (people.kind === 'group' || people.kind === 'changed') {
    throw new SfmapError(
      'SFM-USAGE',
      people.kind === 'group'
        ? `${identity.file} reads workers of SuccessFactors, and a group holds users of Entra ID.`
        : `${identity.file} reads workers of SuccessFactors, and --changed asks who has changed in Entra ID.`,
      'Use --person ID, --sample N or --all.',
      2,
    );
  }
  if (model.pair !== 'SuccessFactors->ActiveDirectory') return people;
  throw new SfmapError(
    'SFM-DIRECTION',
    `${identity.file} provisions Active Directory, which this version checks, evaluates and tests, but does not read.`,
    'Use sfmap eval or sfmap test for it.',
    2,
  );
}
