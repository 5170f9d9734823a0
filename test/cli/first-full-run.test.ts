import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { offerPilot } from '../../server/src/cli/first-full-run.ts';
import type { CliIo } from '../../server/src/cli/io.ts';
import type { Plan } from '../../server/src/provisioning/plan/plan.ts';
import { useTenant } from './support/set-up.ts';
import { example, persons } from './support/sfmap.ts';

const tenant = useTenant();
const { sfmap } = tenant;
const first =
  'This is the first full run of scenario-2.sfmap on SuccessFactors SANDBOX (sandbox), and the mapping has no scope';
let state: string;
let count = 0;

beforeEach(async () => {
  sfmap.use(tenant.sandbox);
  await tenant.sandbox.control('/sandbox/reset', 'POST');
  count += 1;
  state = join(sfmap.folder, `state-${count}`);
});

const writeback = (file: string, ...more: string[]) =>
  sfmap.run(['writeback', file, '--connection', 'sandbox', '--yes', '--state', state, ...more]);

test('the first full run without a scope says so and offers a pilot; a pilot is none, and the second says nothing', async () => {
  const pilot = await writeback(example('scenario-2'), ...persons('100101'));
  expect(pilot.err).not.toContain('first full run');
  const full = await writeback(example('scenario-2'), '--all');
  expect(full.err).toContain(`${first}: it writes for`);
  expect(full.err).toContain('A pilot shows on a few people whether all is well: --person ID.');
  await tenant.sandbox.control('/sandbox/reset', 'POST');
  const second = await writeback(example('scenario-2'), '--all');
  expect(second.out).toContain('rows written');
  expect(second.err).not.toContain('first full run');
});

test('a scope bounds whom a run means; a plan says it as well', async () => {
  const file = join(sfmap.folder, 'scoped.sfmap');
  writeFileSync(
    file,
    readFileSync(example('scenario-2'), 'utf8').replace('\nmap {', '\nscope { [city] EQUALS "Seattle" }\n\nmap {'),
  );
  expect((await writeback(file, '--all')).err).not.toContain('first full run');
  const out = join(sfmap.folder, `plan-${count}.json`);
  const made = await sfmap.run([
    'plan',
    example('scenario-2'),
    '--connection',
    'sandbox',
    '--all',
    '--out',
    out,
    '--state',
    state,
  ]);
  expect(made.err).toContain(first);
});

describe('where somebody can be asked', () => {
  async function answered(answer: string): Promise<{ plan: Plan | undefined; asked: number; err: string }> {
    const out = join(sfmap.folder, `plan-${count}.json`);
    await sfmap.run(['plan', example('scenario-2'), '--connection', 'sandbox', '--all', '--out', out, '--force']);
    const { checksum: _, signature: __, ...plan } = JSON.parse(readFileSync(out, 'utf8'));
    const said = { asked: 0, err: '' };
    const io = {
      interactive: true,
      err: (text: string) => {
        said.err += text;
      },
      ask: async () => {
        said.asked += 1;
        return answer;
      },
    } as unknown as CliIo;
    return { plan: await offerPilot(io, plan, {}), ...said };
  }

  test('all is everybody, ids are a pilot, anything else is no', async () => {
    const all = await answered('all');
    expect(all).toMatchObject({ asked: 1, err: expect.stringContaining(first) });
    expect(all.plan?.complete).toBe(true);
    const { plan } = await answered('100101, Ingrid.Solberg@contoso.example');
    const people = [...(plan?.people ?? [])];
    expect(people.map(({ personIdExternal }) => personIdExternal).sort()).toEqual(['100101', '100102']);
    expect(plan).toMatchObject({ complete: false, totals: { people: 2, changing: 2, outOfScope: 0 } });
    expect(plan?.totals.rows).toBe(people.flatMap(({ calls }) => calls.flatMap(({ records }) => records)).length);
    for (const no of ['', 'n', 'No']) expect((await answered(no)).plan).toBeUndefined();
    await expect(answered('100101 yes')).rejects.toThrow('nobody called yes');
  });
});
