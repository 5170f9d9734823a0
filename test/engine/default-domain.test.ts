import { afterAll, beforeAll, expect, test } from 'vitest';
import { actionsNeeded } from '../../server/src/engine/check-entra.ts';
import { planWriteback, type RunContext } from '../../server/src/engine/plan-writeback.ts';
import { prepareMapping, readModel } from '../../server/src/engine/prepare-mapping.ts';
import { previewInbound } from '../../server/src/engine/preview-inbound.ts';
import type { Project } from '../../server/src/project/project.ts';
import { list, RunningSandbox } from '../sandbox/support/start-sandbox.ts';
import { runContext } from './support/run-context.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start();
});
afterAll(() => sandbox.stop());

const project = { parameters: new Map(), rules: new Map(), content: {} } as unknown as Project;
const inbound = (domain: string) =>
  `provision SuccessFactors -> EntraID\nmap {\n  employeeId <- [personIdExternal] match 1\n  department <- Append("at ", ${domain})\n}\n`;
const prepare = (text: string, { connection }: RunContext, direction: 'inbound' | 'writeback' = 'inbound') =>
  prepareMapping({ path: '/a.sfmap', text }, project, connection, direction);

/** The context of a run by an app that may read and write users and nothing else. */
function usersOnly(): RunContext {
  const context = runContext(sandbox);
  const app = sandbox.announcement.entra.applications.find(({ name }) => name === 'users-only');
  const { entraId } = context.connection;
  if (entraId === undefined) throw new Error('The sandbox has a directory.');
  return { ...context, connection: { ...context.connection, entraId: { ...entraId, clientId: app?.clientId ?? '' } } };
}

/** How often the tenant was asked for its organisation since it was started anew. */
async function timesAsked(): Promise<number> {
  const { requests } = await sandbox.state();
  return list(requests).filter(({ url }) => String(url).includes('/organization')).length;
}

test('a run asks the tenant for the default domain once, when a mapping needs it', async () => {
  const context = runContext(sandbox);
  const { people } = await previewInbound(prepare(inbound('DefaultDomain()'), context), { kind: 'all' }, context);
  const after = Array.from(people, ({ lines }) => lines.find(({ target }) => target === 'department')?.after);
  expect(new Set(after.filter((value) => value !== undefined))).toEqual(new Set(['at contoso.example']));
  expect(await timesAsked()).toBe(1);
  await previewInbound(prepare(inbound('"home"'), context), { kind: 'all' }, context);
  expect(await timesAsked()).toBe(1);
});

test('so does a writeback', async () => {
  const context = runContext(sandbox);
  const text = `provision EntraID -> SuccessFactors\nmap {\n  personIdExternal <- [employeeId] match 1\n  userId <- [extensionAttribute1] flow always\n  custom01 <- Append("at ", DefaultDomain())\n}\n`;
  const mapping = prepare(text, context, 'writeback');
  const plan = await planWriteback(mapping, { kind: 'chosen', ids: ['100101'] }, false, context);
  expect(JSON.stringify([...plan.people])).toContain('at contoso.example');
});

test('an app that may not read it is told what it lacks, and a mapping that does not need it runs', async () => {
  const context = usersOnly();
  const run = (text: string) => previewInbound(prepare(text, context), { kind: 'chosen', ids: ['100101'] }, context);
  await expect(run(inbound('DefaultDomain()'))).rejects.toMatchObject({
    exit: 3,
    sentence:
      'The app may not read the default domain of the Entra tenant, and the mapping needs it for DefaultDomain(). Grant the app registration the permission Organization.Read.All with admin consent, or write the domain itself into the mapping.',
  });
  expect((await run(inbound('"home"'))).people).toHaveLength(1);
});

test('the test of a connection knows the permission', () => {
  expect(actionsNeeded(readModel(inbound('DefaultDomain()')))).toContain('read the organization');
  expect(actionsNeeded(readModel(inbound('"home"')))).not.toContain('read the organization');
});
