import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { personQuery } from '../../server/src/core/query/person-query.ts';
import { readModel } from '../../server/src/engine/prepare-mapping.ts';
import { readWorkers, type WorkerChoice } from '../../server/src/engine/read-workers.ts';
import { workerSelect } from '../../server/src/engine/worker-select.ts';
import type { Worker } from '../../server/src/provisioning/inbound/worker.ts';
import { mayHaveChanged } from '../../server/src/systems/successfactors/may-have-changed.ts';
import { RunningSandbox } from '../sandbox/support/start-sandbox.ts';
import { gather } from '../systems/support/fake-tenant.ts';
import { runContext } from './support/run-context.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start();
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.control('/sandbox/reset', 'POST');
});

const mapping = (scope = '') =>
  readModel(
    `provision SuccessFactors -> EntraID\n${scope}\nmap {\n employeeId <- [personIdExternal] match 1\n department <- [department]\n}\n`,
  );

interface Read {
  readonly people: WorkerChoice;
  readonly at?: Date;
  readonly generation?: 'current' | '2020';
  readonly scope?: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

function read({ people, at, generation = 'current', scope, parameters = {} }: Read): Promise<Worker[]> {
  const model = mapping(scope);
  const workers = {
    model,
    parameters: new Map(Object.entries(parameters)),
    people,
    generation,
    onMissing: () => undefined,
  };
  return gather(readWorkers({ ...workers, ...(at && { at }) }, runContext(sandbox)));
}
const idsOf = (workers: readonly Worker[]) => workers.map(({ id }) => id).sort();

/** Gives somebody another telephone, and tells the instant before. */
async function changePhone(id: string, type = 'business'): Promise<Date> {
  const before = new Date();
  const code = sandbox.announcement.phoneTypes[type];
  const uri = `PerPhone(personIdExternal='${id}',phoneType='${code}')`;
  const results = await sandbox.upsert([{ __metadata: { uri }, phoneNumber: '5550 0000', isPrimary: true }]);
  expect(results.map(({ status }) => status)).toEqual(['OK']);
  return before;
}

describe('who has changed since a watermark', () => {
  test('is nobody where nothing has', async () => {
    const at = new Date();
    expect(await read({ people: { kind: 'changed', since: at }, at })).toEqual([]);
  });

  test.each(['current', '2020'] as const)(
    'is whoever got another telephone, also who has left (%s)',
    async (generation) => {
      const since = await changePhone('100101');
      await changePhone('100201');
      const found = await read({ people: { kind: 'changed', since }, generation });
      expect(idsOf(found)).toEqual(['100101', '100201']);
      expect(found.every(({ payload }) => !mayHaveChanged(payload, new Date('2099-01-01')))).toBe(true);
      // Only a full cycle of 2020 leaves out who has left.
      expect(idsOf(await read({ people: { kind: 'all' }, generation })).includes('100201')).toBe(
        generation === 'current',
      );
    },
  );

  test('begins where the one before ended: the watermark is taken before anything is read', async () => {
    const before = new Date(Date.now() - 1);
    await changePhone('100101');
    const first = new Date();
    expect(idsOf(await read({ people: { kind: 'changed', since: before }, at: first }))).toContain('100101');
    // What is written while the first one reads comes with the second: nobody falls between them.
    await changePhone('101001');
    expect(idsOf(await read({ people: { kind: 'changed', since: first } }))).toContain('101001');
  });

  test('reads who begins later as of the first day', async () => {
    const since = await changePhone('100801', 'cell');
    const [found] = await read({ people: { kind: 'changed', since } });
    expect(found).toMatchObject({ id: '100801', situation: 'pre-hire', asOfDate: expect.any(String) });
    expect(found?.payload).toMatchObject({ personalInfoNav: { results: [{ lastName: 'Rahimi' }] } });
    const [today] = await read({ people: { kind: 'changed', since }, generation: '2020' });
    expect(today).toMatchObject({ id: '100801' });
    expect(today?.asOfDate).toBeUndefined();
  });

  // Piotr Zielinski worked until 2024-08-31, Tomás Herrera began on 2024-05-01.
  test.each([
    ['who left on the day before', '100201', '2024-09-01T09:00:00Z', '2024-09-01T09:40:00Z', true],
    ['who left before that', '100201', '2026-06-01T09:00:00Z', '2026-06-01T09:40:00Z', false],
    ['who left since a cycle long ago', '100201', '2024-08-20T09:00:00Z', '2024-09-20T09:00:00Z', true],
    ['who begins', '100502', '2024-04-30T23:50:00Z', '2024-05-01T00:30:00Z', true],
    ['who began at midnight of another zone', '100502', '2024-05-01T09:00:00Z', '2024-05-01T09:40:00Z', true],
    ['who began days ago', '100502', '2024-05-04T09:00:00Z', '2024-05-04T09:40:00Z', false],
    ['who begins later', '100502', '2024-04-20T09:00:00Z', '2024-04-21T09:00:00Z', false],
  ])('%s', async (_what, id, since, at, found) => {
    const workers = await read({ people: { kind: 'changed', since: new Date(since) }, at: new Date(at) });
    expect(idsOf(workers).includes(id)).toBe(found);
  });
});

test('a read of changes asks for what tells whether somebody has changed, by name', () => {
  const model = mapping();
  const { expand } = personQuery(model);
  const fields = workerSelect(model, expand, 'changed');
  for (const field of ['phoneNav/lastModifiedDateTime', 'employmentNav/jobInfoNav/lastModifiedDateTime'])
    expect([fields?.includes(field), workerSelect(model, expand, 'everybody')?.includes(field)]).toEqual([true, false]);
});

describe('a sample', () => {
  test('is the first people in scope', async () => {
    const scope = 'scope { [department] EQUALS "Sales EMEA" }';
    const all = await read({ people: { kind: 'all' }, scope });
    expect(idsOf(await read({ people: { kind: 'sample', count: 1 }, scope }))).toEqual(['101001']);
    expect(all.length).toBeGreaterThan(10);
    expect(idsOf(await read({ people: { kind: 'sample', count: 99 }, scope }))).toEqual(['101001']);
    expect(await read({ people: { kind: 'sample', count: 3 } })).toHaveLength(3);
  });

  test('knows the texts of parameters', async () => {
    const scope = 'parameters { team }\nscope { [department] EQUALS "{{team}}" }';
    const found = await read({ people: { kind: 'sample', count: 1 }, scope, parameters: { team: 'Logistics' } });
    expect(idsOf(found)).toEqual(['100101']);
  });
});
