import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../support/ide.ts';
import { openEditor } from './open-editor.ts';
import type { Tenant } from './own-tenant.ts';

/** What of the sandbox an account signs in to. */
type AccountTenant = Tenant & { readonly entra: { readonly tenantId: string } };

/** A token of an account, which the sandbox gives for a code that somebody has entered. */
async function accountToken({ graph, tenant, clientId }: AccountTenant): Promise<string> {
  const post = async (path: string, form: Record<string, string>) => {
    const response = await fetch(`${graph}${path}`, { method: 'POST', body: new URLSearchParams(form) });
    return response.text();
  };
  const endpoint = (name: string) => `/${tenant}/oauth2/v2.0/${name}`;
  const scope = 'https://graph.microsoft.com/.default';
  const asked = JSON.parse(await post(endpoint('devicecode'), { client_id: clientId, scope }));
  await post('/devicelogin', { user_code: asked.user_code, action: 'approve' });
  const grant_type = 'urn:ietf:params:oauth:grant-type:device_code';
  const given = { grant_type, client_id: clientId, device_code: asked.device_code };
  return JSON.parse(await post(endpoint('token'), given)).access_token;
}

/** A token that nobody has signed. */
function forged(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.${part({})}`;
}

describe('a connection that signs in with an account of the editor', () => {
  const editor = openEditor({ companion: join(root, 'test/support/fake-microsoft') });
  let sandbox: ChildProcessWithoutNullStreams;
  let tenant: AccountTenant;
  let asked: string;

  beforeAll(async () => {
    const args = ['--port', '0', '--json', '--no-shuffle', '--exit-with-stdin'];
    sandbox = spawn(process.execPath, [join(root, 'dist/sandbox.cjs'), ...args]);
    const [line] = await once(createInterface({ input: sandbox.stdout }), 'line');
    tenant = JSON.parse(String(line));
    const { successFactors, graph, company, user, tenant: directory, clientId, entra } = tenant;
    const { server, workbench } = editor();
    const account = {
      production: false,
      successFactors: { host: successFactors, company, user },
      entraId: { graph, tenant: directory, clientId, auth: 'delegated' },
    };
    writeFileSync(join(server.workspace, 'sfmap.json'), JSON.stringify({ connections: { account } }, null, 2));
    asked = join(server.workspace, 'asked.txt');
    const tokens = [
      forged({ tid: '99999999-0000-4000-8000-000000000000' }),
      forged({ tid: entra.tenantId, scp: 'User.Read.All' }),
      await accountToken(tenant),
    ];
    await workbench.set({ 'fakeMicrosoft.tokens': tokens, 'fakeMicrosoft.asked': asked });
  });
  afterAll(() => {
    sandbox.stdin.end();
  });

  const signIns = () => readFileSync(asked, 'utf8').trim().split('\n');

  it('asks the user, says when the account is of another tenant or its sign-in has ended, and asks again', async () => {
    const { workbench } = editor();
    const allow = async (text: RegExp) => {
      await workbench.page.locator('.monaco-dialog-box', { hasText: text }).waitFor();
      // A person reads first. Of four notifications within 0.8 seconds VS Code shows three, as toasts, and one behind the bell.
      await workbench.page.waitForTimeout(1_000);
      await workbench.dialog().getByRole('button', { name: 'Allow' }).click();
    };
    await workbench.openFile('writeback.sfmap');
    await workbench.run('sfmap: Test Connection');
    await workbench.choose(/^account/);
    await workbench.answer('Password of sfapi', tenant.password);
    await allow(/sfmap reads Entra tenant contoso\.example with it, for the connection account \(test\)/);
    await allow(/signed in to another tenant \(99999999-.*than contoso\.example/);
    await allow(/no longer takes the sign-in of this account/);
    await workbench.toast('The connection account works').waitFor();
    await workbench.clearToasts();
    const scopes = `https://graph.microsoft.com/.default VSCODE_TENANT:contoso.example VSCODE_CLIENT_ID:${tenant.clientId}`;
    expect(signIns()).toEqual([scopes, scopes, scopes]);
  });

  it('asks nothing the next time', async () => {
    const { workbench } = editor();
    await workbench.run('sfmap: Test Connection');
    await workbench.choose(/^account/);
    await workbench.toast('The connection account works').waitFor();
    await workbench.clearToasts();
    expect(signIns()).toHaveLength(3);
  });
});
