import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { TenantLock } from '../../server/src/provisioning/state/tenant-lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'sfmap-lock-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const one = { system: 'SuccessFactors', host: 'api.example', name: 'ONE' } as const;
const holder = (run: string) => ({ run, process: 4242, machine: 'build', since: '2026-11-22T10:00:00.000Z' });

test('one run writes to a tenant, another one to another tenant, and the next one when it is over', () => {
  const first = TenantLock.take(folder, one, holder('birch-27'));
  expect(TenantLock.holder(folder, one)).toEqual(holder('birch-27'));
  expect(() => TenantLock.take(folder, one, holder('coral-11'))).toThrow(
    'Run birch-27 (process 4242 on build, since 2026-11-22T10:00:00.000Z) writes to SuccessFactors ONE at api.example just now',
  );
  TenantLock.take(folder, { ...one, name: 'TWO' }, holder('coral-11')).release();
  first.release();
  expect(TenantLock.holder(folder, one)).toBeUndefined();
  TenantLock.take(folder, one, holder('coral-11')).release();
});

test('a folder that cannot hold a lock is said', () => {
  const file = join(folder, 'a-file');
  writeFileSync(file, '');
  expect(() => TenantLock.take(file, one, holder('birch-27'))).toThrow('No lock can be kept, so nothing is written');
});
