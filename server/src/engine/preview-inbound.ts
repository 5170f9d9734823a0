import type { ConnectorGeneration } from '../core/catalog/retrieval-rules.ts';
import { SfmapError } from '../core/errors.ts';
import { countPeople, type InboundPerson } from '../provisioning/inbound/inbound-person.ts';
import type { InboundPreviewed } from '../provisioning/inbound/inbound-text.ts';
import { withoutAccount } from '../provisioning/inbound/keep-back.ts';
import { previewInbound as previewPeople } from '../provisioning/inbound/preview-inbound.ts';
import { PackedList } from '../provisioning/plan/packed-list.ts';
import type { AskedPeople, People } from '../provisioning/writeback/find-users.ts';
import { withKnownAccounts } from './known-accounts.ts';
import { openDirectory } from './open-tenant.ts';
import { type RunContext, waiting } from './plan-writeback.ts';
import type { PreparedMapping } from './prepare-mapping.ts';
import { type MissingWorker, readWorkers } from './read-workers.ts';
import { runHost } from './run-host.ts';

/** What a sync knows from the runs before it. */
export interface SyncReading {
  /** The watermark of the last run: only who has changed since is read. Without it the people that were asked for. */
  readonly since?: Date;
  /** Beside those who have changed: people who are read in any case. */
  readonly again?: readonly string[];
  /** As `WorkersRead.at`: the watermark of the next run. */
  readonly at?: Date;
  /** As `InboundRun.knownAccount`, in place of what the state folder remembers. */
  readonly knownAccount?: (personIdExternal: string) => string | undefined;
}

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
  reading: SyncReading = {},
): Promise<InboundPreviewed & { readonly missing: readonly MissingWorker[] }> {
  const { model, parameters, identity } = mapping;
  const { connection, secrets, env, progress, now, signal, onDeviceCode } = context;
  const people = checkedPeople(mapping, asked);
  const directory = openDirectory(connection, secrets, env, waiting(progress), onDeviceCode);
  const at = reading.at ?? now();
  const host = await runHost([model], directory, at, signal);
  const missing: MissingWorker[] = [];
  const onMissing = (one: MissingWorker) => missing.push(one);
  const { since, again = [] } = reading;
  const choice = since === undefined ? people : ({ kind: 'changed', since, again } as const);
  const workers = readWorkers({ model, parameters, people: choice, generation, at, onMissing }, context);
  const found = new PackedList<InboundPerson>();
  const contested = new Map<string, string>();
  const onContested = (id: string, error: string) => void contested.set(id, error);
  await withKnownAccounts(mapping, context, async (known) => {
    const knownAccount = reading.knownAccount ?? known;
    const run = { model, parameters, host, directory, knownAccount, onContested, ...(signal && { signal }) };
    for await (const person of previewPeople(run, workers)) found.push(person);
  });
  const judged = contested.size === 0 ? found : PackedList.of(judgedAgain(found, contested));
  return {
    file: identity.file,
    place: {
      target: `Entra ID ${connection.entraId?.tenant ?? ''} (${connection.environment})`,
      connection: { name: connection.name, environment: connection.environment },
    },
    created: now().toISOString(),
    complete: choice.kind === 'all' || (choice.kind === 'sample' && found.length < choice.count),
    people: judged,
    totals: countPeople(judged),
    missing,
  };
}

/** People of whom some share their account with somebody who came later. */
function* judgedAgain(
  people: Iterable<InboundPerson>,
  contested: ReadonlyMap<string, string>,
): Generator<InboundPerson> {
  for (const person of people) {
    const error = contested.get(person.personIdExternal);
    yield error === undefined ? person : withoutAccount(person, error);
  }
}

/** The people of an inbound run. @throws SfmapError exit 2: a group, or a target that is not read. */
export function checkedPeople({ model, identity }: PreparedMapping, people: AskedPeople): People {
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
