import type { ConnectorGeneration } from '../../../server/src/core/catalog/retrieval-rules.ts';
import { prepareMapping } from '../../../server/src/engine/prepare-mapping.ts';
import { previewInbound, type SyncReading } from '../../../server/src/engine/preview-inbound.ts';
import type { Project } from '../../../server/src/project/project.ts';
import type { InboundPerson } from '../../../server/src/provisioning/inbound/inbound-person.ts';
import { runContext } from '../../engine/support/run-context.ts';
import type { RunningSandbox } from '../../sandbox/support/start-sandbox.ts';

const project = { parameters: new Map(), rules: new Map(), content: {} } as unknown as Project;

interface Previewing extends SyncReading {
  readonly ids?: readonly string[];
  readonly generation?: ConnectorGeneration;
}

/** The people of a tenant through a mapping, by personIdExternal; everybody where no ids are given. */
export async function previewInTenant(
  sandbox: RunningSandbox,
  text: string,
  { ids, generation = 'current', ...reading }: Previewing = {},
): Promise<ReadonlyMap<string, InboundPerson>> {
  const context = runContext(sandbox);
  const mapping = prepareMapping({ path: '/test.sfmap', text }, project, context.connection, 'inbound');
  const choice = ids === undefined ? ({ kind: 'all' } as const) : ({ kind: 'chosen', ids } as const);
  const { people } = await previewInbound(mapping, choice, context, generation, reading);
  return new Map(Array.from(people, (person) => [person.personIdExternal, person]));
}
