import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import {
  COMPARE_PEOPLE,
  type ComparePeopleResult,
  FETCH_PERSON,
  type FetchPersonResult,
} from '../../server/src/engine/protocol.ts';
import { example, Sfmap } from '../cli/support/sfmap.ts';
import { RunningSandbox } from '../sandbox/support/start-sandbox.ts';

let sfmap: Sfmap;
let sandbox: RunningSandbox;
let engine: ChildProcessWithoutNullStreams;
let connection: MessageConnection;

beforeAll(async () => {
  sfmap = await Sfmap.build();
  sandbox = await RunningSandbox.start();
  engine = spawn(process.execPath, [sfmap.bundle, 'engine'], {
    env: { ...process.env, SFMAP_STATE: join(sfmap.folder, 'state') },
  });
  connection = createMessageConnection(new StreamMessageReader(engine.stdout), new StreamMessageWriter(engine.stdin));
  connection.listen();
});
afterAll(async () => {
  connection?.dispose();
  engine?.stdin.end();
  await sandbox?.stop();
  sfmap?.remove();
});

const target = (text: string) => {
  const { successFactors, graph } = sandbox.announcement;
  const mapping = { path: join(sfmap.folder, 'a.sfmap'), text };
  return { mapping, connection: 'sandbox', secrets: {}, sandbox: { successFactors, graph } };
};
const fetchPerson = async (text: string, person: string) =>
  (await connection.sendRequest<FetchPersonResult>(FETCH_PERSON, { ...target(text), person })).payload;
const compare = (text: string, ...people: unknown[]) =>
  connection.sendRequest<ComparePeopleResult>(COMPARE_PEOPLE, { ...target(text), people });

const INBOUND = `provision SuccessFactors -> EntraID
param town = "Oslo"
map {
  employeeId <- [personIdExternal] match 1
  department <- [department]
  manager <- [manager]
  city <- "{{town}}"
  mail <- Append("rita@", DefaultDomain())
}
`;

test('the account of a worker is found, with what it holds and whose manager is whose', async () => {
  const [rita, nobody] = await compare(INBOUND, await fetchPerson(INBOUND, '100401'), { personIdExternal: '999999' });
  expect(rita).toMatchObject({
    place: expect.stringMatching(/^Entra ID .*\(sandbox\)$/),
    found: expect.stringMatching(/^\S+@\S+, matched by employeeId 100401$/),
    existing: { employeeId: '100401', department: expect.any(String) },
    parameters: { town: 'Oslo' },
    domain: 'contoso.example',
    manager: { person: expect.any(String), account: { id: expect.any(String), name: expect.stringContaining('@') } },
  });
  expect(rita?.problem).toBeUndefined();
  expect(nobody).toMatchObject({ found: 'no account yet', existing: null });
});

test('several accounts of one worker are a problem, and nothing is compared', async () => {
  const text = INBOUND.replace('employeeId <- [personIdExternal] match 1\n', '').replace(
    '[department]',
    '[department] match 1',
  );
  const [person] = await compare(text, await fetchPerson(INBOUND, '100401'));
  expect(person?.problem ?? '').toMatch(/accounts have department Operations/);
  expect(person?.existing).toBeNull();
});

test('of a writeback the rows of SuccessFactors are read', async () => {
  const text = readFileSync(example('scenario-2'), 'utf8');
  const [zoe, stranger, unlinked] = await compare(
    text,
    await fetchPerson(text, '100102'),
    { id: 'x', userPrincipalName: 'x@contoso.example', employeeId: '999999' },
    { id: 'y', userPrincipalName: 'y@contoso.example' },
  );
  expect(zoe).toMatchObject({
    place: expect.stringMatching(/^SuccessFactors .*\(sandbox\)$/),
    found: 'person 100102',
    existing: { personIdExternal: '100102', emailType: expect.anything() },
  });
  expect(stranger?.problem).toContain('no person 999999');
  expect(unlinked?.problem).toContain('employeeId is empty');
});

test('nothing is compared with a mapping that has errors', async () => {
  const asked = compare('provision SuccessFactors -> EntraID\nmap {\n  city <- [nobody]\n}\n', {});
  await expect(asked).rejects.toThrow('so nothing was read or written');
});

test.each([[[]], [[7]], ['x'], [Array.from({ length: 51 }, () => ({}))]])(
  'people that make no sense are refused: %j',
  async (people) => {
    const asked = connection.sendRequest(COMPARE_PEOPLE, { ...target(INBOUND), people });
    await expect(asked).rejects.toMatchObject({ code: -32602 });
  },
);
