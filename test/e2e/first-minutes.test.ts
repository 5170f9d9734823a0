import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openEditor } from './open-editor.ts';
import { rowsOf } from './tenant.ts';

/** An invented person of the sandbox whose business phone in Entra ID is another one than in SuccessFactors. */
const INGRID = '100102';

const folder = mkdtempSync(join(tmpdir(), 'sfmap-first-'));
// The workbench is open when it lists a file.
writeFileSync(join(folder, 'notes.txt'), 'What the project is about.\n');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What somebody does who has just installed the extension: no file, no setting, no manual. */
describe('the first five minutes', () => {
  const editor = openEditor({ folder });
  let tenant = '';

  it('begin in a folder without a mapping: a command writes one that has no mistakes', async () => {
    const { workbench } = editor();
    await workbench.run('sfmap: New Mapping');
    await workbench.quickRow('Writeback to SuccessFactors').waitFor();
    await workbench.screenshot('01-new-mapping');
    await workbench.choose(/Writeback to SuccessFactors/);
    await workbench.answer('Name of the file', 'writeback.sfmap');
    await workbench.line(/provision\sEntraID\s->\sSuccessFactors/).waitFor();
    await workbench.screenshot('02-mapping');
  });

  it('go on with a tenant of one command', async () => {
    const { workbench } = editor();
    await workbench.run('sfmap: Start Sandbox');
    const toast = workbench.toast('The sandbox tenant runs');
    await toast.waitFor();
    tenant = /http:\/\/127\.0\.0\.1:\d+/.exec(await toast.innerText())?.[0] ?? '';
    expect(tenant).not.toBe('');
    await workbench.screenshot('03-sandbox');
    await workbench.clearToasts();
  });

  it('show in the lines what a live person holds', async () => {
    const { workbench } = editor();
    await workbench.run('sfmap: Fetch Sample Person');
    await workbench.choose(/sandbox/);
    await workbench.answer('Id or name', INGRID);
    await workbench.line(/email\s+<-\s\[mail\]\s*ingrid\.solberg@contoso\.example/).waitFor();
    await workbench.screenshot('04-live-person');
  });

  it('show a plan before anything is written', async () => {
    const { workbench } = editor();
    await workbench.run('sfmap: Plan Writeback');
    await workbench.choose(/sandbox/);
    await workbench.choose('Chosen people');
    await workbench.answer('Employee ids', INGRID);
    const review = workbench.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    await review.getByText('Ingrid Solberg · 100102').waitFor();
    await workbench.screenshot('05-plan');
  });

  it('end with a writeback that was read back, and that the view of runs tells of', async () => {
    const { workbench } = editor();
    const { page } = workbench;
    const before = await rowsOf(tenant, 'PerPhone', INGRID);
    await page.locator('.tab', { hasText: 'plan for sandbox' }).click();
    await page.locator('.editor-actions a[aria-label^="Apply Plan"]').click();
    await workbench
      .dialog()
      .getByText(/^Apply \d+ changes?$/)
      .click();
    const written = workbench.toast(/written to SuccessFactors SANDBOX/);
    await written.waitFor();
    expect(await rowsOf(tenant, 'PerPhone', INGRID)).not.toEqual(before);
    await written.getByText('Show Run').click();
    await workbench.page
      .locator('.view-line', { hasText: /written.*read\sback/ })
      .first()
      .waitFor();
    await workbench.screenshot('06-verified');
    await workbench.run('View: Show sfmap');
    await page
      .locator('.part.sidebar .monaco-list-row', { hasText: /writeback\.sfmap → sandbox/ })
      .first()
      .waitFor();
    await workbench.screenshot('07-runs');
  });
});
