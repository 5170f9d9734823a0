import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { expect, test } from 'vitest';
import { useTenant } from './support/set-up.ts';
import { example, persons } from './support/sfmap.ts';

// The schema that the extension gives to whoever opens a plan fits what the command line writes.

const tenant = useTenant('--people', '40');
const { sfmap } = tenant;
const root = join(import.meta.dirname, '..', '..');
const schema = JSON.parse(readFileSync(join(root, 'schemas/plan.schema.json'), 'utf8'));

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
const validate = ajv.compile(schema);
const faults = (content: unknown) => (validate(content) ? [] : validate.errors);

const inbound = `provision SuccessFactors -> EntraID
limits {
  create <= 100%
}
map {
  mailNickname      <- [personIdExternal] match 1
  userPrincipalName <- Join("", "n", [personIdExternal], "@contoso.example") on create
  displayName       <- Join(" ", [firstName], [lastName])
  accountEnabled    <- "True"
  manager           <- [manager]
}
`;

async function planned(...args: readonly string[]): Promise<Record<string, unknown>> {
  const out = join(sfmap.folder, 'a-plan.json');
  const ended = await sfmap.run([...args, '--out', out, '--force']);
  expect(ended.err).not.toContain('sfmap:');
  return JSON.parse(readFileSync(out, 'utf8'));
}

test('plans of every kind fit it, and it knows all that stands in them', async () => {
  const target = ['--connection', 'sandbox'];
  const writeback = await planned('plan', example('scenario-2'), ...target, '--all');
  expect(faults(writeback)).toEqual([]);

  const file = join(sfmap.folder, 'workers.sfmap');
  writeFileSync(file, inbound);
  const accounts = await planned('plan', file, ...target, '--all');
  expect(accounts['kind']).toBe('inbound');
  expect(faults(accounts)).toEqual([]);

  const changed = await planned('plan', example('scenario-2'), ...target, '--changed');
  expect(changed).toHaveProperty('changes');
  expect(faults(changed)).toEqual([]);

  await planned('plan', example('scenario-2'), ...target, ...persons('100101'));
  const { err } = await sfmap.run(['apply', join(sfmap.folder, 'a-plan.json'), '--yes']);
  const undo = await planned('undo', /Run ([a-z]+-\d+)\./.exec(err)?.[1] ?? '');
  expect(undo['kind']).toBe('undo');
  expect(faults(undo)).toEqual([]);

  expect(faults({ ...writeback, more: 1 })).not.toEqual([]);
  expect(faults({ ...writeback, signature: undefined })).not.toEqual([]);
  expect(faults({ ...writeback, sfmapPlan: 5 })).not.toEqual([]);
});

test.each([{}, [], { name: 'of another tool', version: 1 }])('a file of another tool fits it: %j', (content) => {
  expect(faults(content)).toEqual([]);
});
