import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEditor } from './open-editor.ts';
import { startTenant, type Tenant, writeProject } from './own-tenant.ts';
import { rowsOf } from './tenant.ts';

const INGRID = '100102';

describe('connections of sfmap.json in the workbench', () => {
  const editor = openEditor();
  let sandbox: ChildProcessWithoutNullStreams;
  let tenant: Tenant;

  beforeAll(async () => {
    const started = await startTenant('--no-shuffle');
    ({ tenant, process: sandbox } = started);
    writeProject(editor().server.workspace, tenant);
  });
  afterAll(() => {
    sandbox.stdin.end();
  });

  it('shows each connection with its environment in words', async () => {
    const { workbench } = editor();
    await workbench.openFile('writeback.sfmap');
    await workbench.run('sfmap: Test Connection');
    await workbench.quickRow(/live.*PRODUCTION/).waitFor();
    await workbench.quickRow(/sandbox.*on this machine/).waitFor();
    await workbench.screenshot('20-connections');
    await workbench.page.keyboard.press('Escape');
  });

  it('forgets a password that is refused, and asks again', async () => {
    const { workbench } = editor();
    await workbench.run('sfmap: Test Connection');
    await workbench.choose(/^test/);
    await workbench.answer('Password of sfapi', 'not-the-password');
    await workbench.answer('Client secret', tenant.clientSecret);
    const refused = workbench.toast('LGN0015');
    await refused.waitFor();
    await workbench.screenshot('21-refused');
    await refused.getByText('Enter It Again').click();
    await workbench.answer('Password of sfapi', tenant.password);
    await workbench.toast('The connection test works').waitFor();
    await workbench.clearToasts();
  });

  it('remembers a password that was right', async () => {
    const { workbench } = editor();
    await workbench.run('sfmap: Test Connection');
    await workbench.choose(/^test/);
    await workbench.toast('The connection test works').waitFor();
    await workbench.clearToasts();
  });

  it('writes to production only after its name was typed', async () => {
    const { workbench } = editor();
    const { page } = workbench;
    const before = await rowsOf(tenant.successFactors, 'PerPhone', INGRID);
    const ask = async () => {
      await workbench.run('sfmap: Run Writeback');
      await workbench.choose(/^live/);
      await workbench.choose('Chosen people');
      await workbench.answer('Employee ids', INGRID);
      await workbench.dialog().waitFor();
      expect(await workbench.dialog().innerText()).toMatch(/PRODUCTION · connection live · 127\.0\.0\.1/);
    };
    await ask();
    await workbench.screenshot('22-production');
    await workbench
      .dialog()
      .getByText(/^Apply/)
      .click();
    await page.locator('.quick-input-widget:visible', { hasText: 'Type live' }).waitFor();
    await workbench.quickInput().fill('test');
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-widget:visible', { hasText: 'Type live to write there' }).waitFor();
    await workbench.screenshot('23-production-name');
    await page.keyboard.press('Escape');
    expect(await rowsOf(tenant.successFactors, 'PerPhone', INGRID)).toEqual(before);

    await ask();
    await workbench
      .dialog()
      .getByText(/^Apply/)
      .click();
    await workbench.answer('Type live', 'live');
    await workbench.toast(/written to SuccessFactors SANDBOX/).waitFor();
    expect(await rowsOf(tenant.successFactors, 'PerPhone', INGRID)).not.toEqual(before);
    await workbench.clearToasts();
  });

  it('lists them in a view of their own, production in red and in words, with how the last test went', async () => {
    const { workbench } = editor();
    const { page } = workbench;
    await workbench.run('View: Show sfmap');
    const row = (text: string | RegExp) => page.locator('.part.sidebar .monaco-list-row', { hasText: text }).first();
    await row(/live.*PRODUCTION/).waitFor();
    await row(/sandbox.*on this machine/).waitFor();
    await row(/^test/).hover();
    await row(/^test/).locator('a[aria-label^="Test Connection"]').click();
    await workbench.toast('The connection test works').waitFor();
    await row(/test.*works/).click();
    await row(/SuccessFactors.*SANDBOX at 127/).click();
    await row(/sign-in.*sfapi/).waitFor();
    await workbench.clearToasts();
    await workbench.screenshot('24-connections-view');
  });

  it('writes nothing to a connection that is locked', async () => {
    const { workbench } = editor();
    const { page } = workbench;
    const row = (text: string | RegExp) => page.locator('.part.sidebar .monaco-list-row', { hasText: text }).first();
    const before = await rowsOf(tenant.successFactors, 'PerPhone', INGRID);
    await row(/live/).hover();
    await row(/live/).locator('a[aria-label^="Lock Connection"]').click();
    await row(/live.*locked: read only/).waitFor();
    await workbench.openFile('writeback.sfmap');
    await workbench.run('sfmap: Run Writeback');
    await workbench.choose(/^test/);
    await workbench.choose('Chosen people');
    await workbench.answer('Employee ids', INGRID);
    await workbench.toast('test is locked, so nothing is written').waitFor();
    await workbench.screenshot('25-locked');
    expect(await rowsOf(tenant.successFactors, 'PerPhone', INGRID)).toEqual(before);
    await row(/live/).hover();
    await row(/live/).locator('a[aria-label^="Unlock Connection"]').click();
    await row(/live.*locked/).waitFor({ state: 'detached' });
    await workbench.clearToasts();
  });

  it('forgets passwords on request', async () => {
    const { workbench } = editor();
    await workbench.run('sfmap: Sign Out');
    await workbench.choose(/^test/);
    await workbench.toast('Forgot 2 of the secrets of test').waitFor();
    await workbench.run('sfmap: Test Connection');
    await workbench.choose(/^test/);
    await workbench.page.locator('.quick-input-widget:visible', { hasText: 'Password of sfapi' }).waitFor();
    await workbench.page.keyboard.press('Escape');
  });
});
