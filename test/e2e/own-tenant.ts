import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../support/ide.ts';

/** What the sandbox says of itself with `--json`. */
export interface Tenant {
  readonly successFactors: string;
  readonly graph: string;
  readonly company: string;
  readonly user: string;
  readonly password: string;
  readonly tenant: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A tenant that lives longer than a window of the editor: a process of the test's own. */
export async function startTenant(
  ...options: readonly string[]
): Promise<{ readonly tenant: Tenant; readonly process: ChildProcessWithoutNullStreams }> {
  const bundle = join(root, 'dist/sandbox.cjs');
  const process_ = spawn(process.execPath, [bundle, '--port', '0', '--json', '--exit-with-stdin', ...options]);
  const [line] = await once(createInterface({ input: process_.stdout }), 'line');
  return { tenant: JSON.parse(String(line)) as Tenant, process: process_ };
}

/** Writes an sfmap.json with the connections `test` and `live` (production) to a tenant. */
export function writeProject(workspace: string, { successFactors, graph, company, user, tenant, clientId }: Tenant) {
  const systems = {
    successFactors: { host: successFactors, company, auth: 'basic', user },
    entraId: { graph, tenant, clientId },
  };
  const parameters = { businessEmailType: '8448', businessPhoneType: '10605', cellPhoneType: '10606' };
  const connections = { test: { production: false, ...systems }, live: systems };
  writeFileSync(join(workspace, 'sfmap.json'), JSON.stringify({ parameters, connections }, null, 2));
}
