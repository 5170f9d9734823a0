import type { Connection } from '../project/connection.ts';
import type { Secrets } from '../project/secrets.ts';
import { makePlan, type Plan, type PlanConnection, type PlanTarget } from '../provisioning/plan/plan.ts';
import type { Progress } from '../provisioning/ports.ts';
import type { ValueMode } from '../provisioning/state/kept-run.ts';
import type { AskedPeople } from '../provisioning/writeback/find-users.ts';
import { previewWriteback } from '../provisioning/writeback/preview-writeback.ts';
import { changedUsers } from './changed-users.ts';
import type { OnDeviceCode } from './entra-sign-in.ts';
import type { MailAccess } from './notify.ts';
import { entraOf, openDirectory, openEmployeeCentral } from './open-tenant.ts';
import type { PreparedMapping } from './prepare-mapping.ts';
import { runHost } from './run-host.ts';

/** What every run needs beside its mapping. */
export interface RunContext {
  readonly connection: Connection;
  readonly secrets: Secrets;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly progress: Progress;
  readonly now: () => Date;
  readonly signal?: AbortSignal;
  /** Shows the code by which a person signs in to Entra ID. Absent where nobody could see it. */
  readonly onDeviceCode?: OnDeviceCode;
  /** What the journal keeps of people; encrypted values unless sfmap.json says otherwise. */
  readonly journalValues?: ValueMode;
  /** Runs of the tenant that are older are forgotten when another one begins. Absent where all are kept. */
  readonly keepDays?: number | undefined;
  /** The state folder, where it is not this user's own. */
  readonly state?: string;
  /** Who is told by mail of what nobody may watch. Absent where nobody is. */
  readonly mail?: MailAccess;
}

/**
 * Reads both systems and makes a plan. Writes nothing.
 *
 * @throws SfmapError as `previewWriteback` and the systems do.
 */
export async function planWriteback(
  mapping: PreparedMapping,
  people: AskedPeople,
  switchPrimary: boolean,
  context: RunContext,
): Promise<Plan> {
  const { connection, secrets, env, progress, now, signal } = context;
  const onWait = waiting(progress);
  const directory = openDirectory(connection, secrets, env, onWait, context.onDeviceCode);
  const read = people.kind === 'changed' ? await changedUsers(mapping, switchPrimary, directory, context) : { people };
  const { again, ...preview } = await previewWriteback(
    {
      model: mapping.model,
      parameters: mapping.parameters,
      placeholders: mapping.placeholders,
      people: read.people,
      ...('removed' in read && { removed: read.removed }),
      switchPrimary,
      host: await runHost([mapping.model], directory, now(), signal),
    },
    {
      directory,
      employeeCentral: openEmployeeCentral(connection, secrets, env, onWait),
      progress,
      ...(signal && { signal }),
    },
  );
  return makePlan({
    preview: 'changes' in read ? { ...preview, changes: { ...read.changes, again: [...again] } } : preview,
    mapping: mapping.identity,
    connection: planConnection(connection),
    // A sample that is not full holds everybody, so percentages hold for it too.
    complete:
      read.people.kind === 'all' || (read.people.kind === 'sample' && preview.people.length < read.people.count),
    created: now(),
    limits: mapping.model.limits,
  });
}

/** What a plan remembers of its connection. */
export function planConnection({ name, environment, successFactors }: Connection): PlanConnection {
  return { name, environment, host: successFactors.address.host, company: successFactors.company };
}

/** The Entra tenant of a connection, as an inbound plan remembers it. @throws SfmapError exit 2: it names none. */
export function planTarget(connection: Connection): PlanTarget {
  const { graph, tenant } = entraOf(connection);
  return { host: graph.host, tenant };
}

/** Tells a wait as progress of the phase that waits. */
export function waiting(progress: Progress): (words: string | undefined) => void {
  return (words) => progress({ phase: 'Waiting', done: 0, ...(words !== undefined && { waiting: words }) });
}
