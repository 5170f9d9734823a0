import {
  type ConnectionInfo,
  PLAN_SYNC,
  type PlanSyncParams,
  type PlanWritebackResult,
} from '../../../../server/src/engine/protocol.ts';
import type { Planned } from '../../infrastructure/apply-planned.ts';
import { askForPeople, WORKERS } from '../../infrastructure/choose-people.ts';
import { mappingForRun, mappingOf, nameOf } from '../../infrastructure/mapping-document.ts';
import { pickAmong } from '../../infrastructure/pick.ts';
import type { Services } from '../../infrastructure/services.ts';
import { withProgress } from '../../infrastructure/with-progress.ts';

/** Whom a sync is about. */
export type SyncChoice = Pick<PlanSyncParams, 'mode' | 'people'>;

/** Asks whom a sync is about. Undefined when the user leaves. */
export type Ask = (connection: ConnectionInfo, title: string) => Promise<SyncChoice | undefined>;

/** Asks for a connection, then reads both systems and makes the plan. Undefined when the user leaves. */
export async function planSync(services: Services, title: string, ask: Ask): Promise<Planned | undefined> {
  const { connections, engine, documents } = services;
  const document = await mappingForRun();
  if (document === undefined) return undefined;
  const connection = await connections.choose(mappingOf(document), title);
  if (connection === undefined) return undefined;
  const choice = await ask(connection, title);
  if (choice === undefined) return undefined;
  const plan = await connections.run(mappingOf(document), connection, (target) =>
    withProgress(engine, `Comparing SuccessFactors with ${connection.name}`, (token) =>
      engine.request<PlanSyncParams, PlanWritebackResult>(PLAN_SYNC, { ...target, ...choice }, token),
    ),
  );
  if (plan === undefined) return undefined;
  const name = nameOf(document);
  const uri = documents.uriOf(`${name} (sync to ${connection.name})`, document.uri);
  const nothing = 'Nothing to write: the accounts hold what the mapping yields.';
  return { name, about: document.uri, connection, plan, uri, nothing };
}

/** Everybody, or who has changed, without a question. */
export const always =
  (mode: 'full' | 'incremental'): Ask =>
  () =>
    Promise.resolve({ mode });

/** People by personIdExternal. */
export const onDemand: Ask = (connection, title): Promise<SyncChoice | undefined> =>
  askForPeople(connection, title, WORKERS);

/** Who has changed, everybody, or people. */
export async function whom(connection: ConnectionInfo, title: string): Promise<SyncChoice | undefined> {
  const items = [
    { label: 'Who has changed', description: 'since the last sync that came to its end', mode: 'incremental' as const },
    { label: 'Everybody', description: 'reads every worker, as a full sync does', mode: 'full' as const },
    { label: 'Chosen people…', description: WORKERS.chosen, mode: undefined },
  ];
  const heading = `${title} · ${connection.name} (${connection.environment})`;
  const picked = await pickAmong(items, { title: heading, placeHolder: 'For whom?' });
  if (picked === undefined) return undefined;
  return picked.mode === undefined ? onDemand(connection, title) : { mode: picked.mode };
}
