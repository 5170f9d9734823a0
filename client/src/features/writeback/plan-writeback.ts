import {
  PLAN_WRITEBACK,
  type PlanWritebackParams,
  type PlanWritebackResult,
} from '../../../../server/src/engine/protocol.ts';
import type { Planned } from '../../infrastructure/apply-planned.ts';
import { choosePeople, ENTRA_USERS } from '../../infrastructure/choose-people.ts';
import { mappingForRun, mappingOf, nameOf } from '../../infrastructure/mapping-document.ts';
import type { Services } from '../../infrastructure/services.ts';
import { withProgress } from '../../infrastructure/with-progress.ts';

/** Asks for connection and people, then reads both systems and makes the plan. Undefined when the user leaves. */
export async function planWriteback(services: Services, title: string): Promise<Planned | undefined> {
  const { connections, engine, documents } = services;
  const document = await mappingForRun();
  if (document === undefined) return undefined;
  const connection = await connections.choose(mappingOf(document), title);
  if (connection === undefined) return undefined;
  const people = await choosePeople(connection, title, ENTRA_USERS);
  if (people === undefined) return undefined;
  const plan = await connections.run(mappingOf(document), connection, (target) =>
    withProgress(engine, `Comparing Entra ID with ${connection.name}`, (token) =>
      engine.request<PlanWritebackParams, PlanWritebackResult>(PLAN_WRITEBACK, { ...target, ...people }, token),
    ),
  );
  if (plan === undefined) return undefined;
  const name = nameOf(document);
  const uri = documents.uriOf(`${name} (writeback to ${connection.name})`, document.uri);
  const nothing = 'Nothing to write: SuccessFactors holds what the mapping yields.';
  return { name, about: document.uri, connection, plan, uri, nothing };
}
