import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEditor } from './open-editor.ts';
import { startTenant, type Tenant, writeProject } from './own-tenant.ts';
import { rowsOf, switchFault } from './tenant.ts';

/** People of the sandbox for whom the mapping has something to write. */
const PEOPLE = ['100101', '100102', '100301', '100401', '100601'];
const INGRID = '100102';

describe('a plan in the workbench', () => {
  // Person by person: what goes into one call cannot be interrupted between two people.
  const editor = openEditor({ environment: { SFMAP_BATCH_SIZE: '1' } });
  let sandbox: ChildProcessWithoutNullStreams;
  let tenant: Tenant;
  /** The page inside of the panel: a frame in a frame. */
  const review = () => {
    const { page } = editor().workbench;
    return page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  };

  beforeAll(async () => {
    ({ tenant, process: sandbox } = await startTenant('--no-shuffle'));
    writeProject(editor().server.workspace, tenant);
  });
  afterAll(() => {
    sandbox.stdin.end();
  });

  it('stands open to be reviewed, with totals, limits, people and what happens to them', async () => {
    const { workbench } = editor();
    await workbench.openFile('writeback.sfmap');
    await workbench.run('sfmap: Plan Writeback');
    // The question stays when the editor takes the keyboard meanwhile.
    await workbench.quickRow(/^test/).waitFor();
    await workbench.line('businessPhoneNumber').click();
    await workbench.choose(/^test/);
    await workbench.choose('Chosen people');
    await workbench.answer('Employee ids', PEOPLE.join(' '));
    await workbench.answer('Password of sfapi', tenant.password);
    await workbench.answer('Client secret', tenant.clientSecret);
    const page = review();
    await page.getByRole('heading', { name: /Plan of a writeback to SuccessFactors SANDBOX \(test\)/ }).waitFor();
    expect(await page.getByText(/rows? to write for/).innerText()).toMatch(/5 people/);
    await page.getByText('Ingrid Solberg · 100102').waitFor();
    await workbench.screenshot('97-review');
  });

  it('is searched, and remembers what was searched for when another tab was in front', async () => {
    const { workbench } = editor();
    const find = review().getByRole('searchbox');
    await find.fill('ingrid');
    await review().getByText('1 of 5 people shown').waitFor();
    await workbench.openFile('worker.sfmap');
    await workbench.page.locator('.tab', { hasText: 'plan for test' }).click();
    await review().getByText('1 of 5 people shown').waitFor();
    expect(await review().getByRole('searchbox').inputValue()).toBe('ingrid');
  });

  it('is applied from its title bar, and the panel closes', async () => {
    const { workbench } = editor();
    const before = await rowsOf(tenant.successFactors, 'PerPhone', INGRID);
    await workbench.page.locator('.editor-actions a[aria-label^="Apply Plan"]').click();
    await workbench.dialog().waitFor();
    expect(await rowsOf(tenant.successFactors, 'PerPhone', INGRID)).toEqual(before);
    await switchFault(tenant.successFactors, { kind: 'slow', ms: 1_500, system: 'successfactors' });
    await workbench
      .dialog()
      .getByText(/^Apply \d+ changes$/)
      .click();
    await workbench.toast('Writing to test').waitFor();
  });

  it('that was being written when the window was reloaded is told of, and goes on', async () => {
    const { workbench } = editor();
    const { page } = workbench;
    // Somebody is written, somebody is not.
    await workbench.toast(/Writing to test.*Writing [1-9]/).waitFor();
    await page.reload({ waitUntil: 'domcontentloaded' });
    await page.waitForSelector('.monaco-workbench');
    const told = workbench.toast('The window was closed while');
    await told.waitFor({ timeout: 60_000 });
    await workbench.screenshot('98-interrupted');
    await switchFault(tenant.successFactors, undefined);
    await told.getByText('Resume Run').click();
    // In a browser the editor keeps secrets no longer than a window lives.
    await workbench.answer('Password of sfapi', tenant.password);
    await workbench.answer('Client secret', tenant.clientSecret);
    await workbench.toast(/rows? written to SuccessFactors SANDBOX/).waitFor({ timeout: 60_000 });
    const [email] = (await rowsOf(tenant.successFactors, 'PerEmail', '100601')).filter(({ isPrimary }) => isPrimary);
    expect(email?.['emailAddress']).toBe('haruto.watanabe@contoso.example');
    await workbench.clearToasts();
  }, 180_000);

  it('of everybody a run has written for there is a history', async () => {
    const { workbench } = editor();
    await workbench.run('sfmap: Show Person History');
    await workbench.answer('Employee id or user principal name', INGRID);
    await workbench.line(/written\s+PerPhone/, 2).waitFor();
    await workbench.screenshot('99-person-history');
  });
});
