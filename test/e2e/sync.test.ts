import { describe, expect, it } from 'vitest';
import { openEditor } from './open-editor.ts';

/** Invented people of the sandbox: one who was hired again, and one with a single employment. */
const RITA = '100401';
const AMARA = '100101';

describe('an inbound mapping against the tenant, in the workbench', () => {
  const editor = openEditor();

  it('shows what a sync would do to the accounts of chosen workers', async () => {
    const { workbench } = editor();
    await workbench.openFile('worker.sfmap');
    await workbench.run('sfmap: Preview Sync');
    await workbench.choose(/sandbox/);
    await workbench.choose('Chosen people');
    await workbench.answer('Values of personIdExternal', `${RITA}, ${AMARA}`);
    await workbench.line(/Rita\sOkafor\s·\s100401\s·\srehire/, 1).waitFor();
    await workbench.line(/department\s+Sales\sEMEA\s+→\sOperations/, 1).waitFor();
    await workbench.screenshot('90-preview-sync');
  });

  it.each([
    ['worker.sfmap', 'Plan Sync', 'Plan Writeback'],
    ['writeback.sfmap', 'Plan Writeback', 'Plan Sync'],
  ])('offers in the title menu of %s: %s, not %s', async (file, fits, other) => {
    const { workbench } = editor();
    const { page } = workbench;
    await workbench.openFile(file);
    const entry = (title: string) => page.locator('.monaco-menu .action-label', { hasText: title });
    await page.locator('.editor-group-container.active .editor-actions a[aria-label^="More Actions"]').click();
    await entry(fits).first().waitFor();
    expect(await entry(other).count()).toBe(0);
    await page.keyboard.press('Escape');
    await entry(fits).first().waitFor({ state: 'hidden' });
  });

  it('says of somebody who is not there that nobody is', async () => {
    const { workbench } = editor();
    await workbench.openFile('worker.sfmap');
    await workbench.run('sfmap: Preview Sync');
    await workbench.choose(/sandbox/);
    await workbench.choose('Chosen people');
    await workbench.answer('Values of personIdExternal', '999999');
    const toast = workbench.toast('Whoever has an error stands first');
    await toast.waitFor();
    expect(await toast.innerText()).toContain('0 people');
    await workbench.line(/Not\sfound:\s999999/, 1).waitFor();
    await workbench.clearToasts();
  });

  it('provisions a person on demand, step by step', async () => {
    const { workbench } = editor();
    await workbench.openFile('worker.sfmap');
    await workbench.run('sfmap: Provision On Demand');
    await workbench.choose(/sandbox/);
    await workbench.answer('Values of personIdExternal', RITA);
    await workbench.dialog().waitFor();
    expect(await workbench.dialog().innerText()).toMatch(/Write to Entra ID contoso\.example \(sandbox\) now\?/);
    const review = workbench.page.frameLocator('iframe.webview.ready').last().frameLocator('iframe');
    const steps = review.getByRole('article').first().locator('dt');
    await steps.filter({ hasText: 'action' }).waitFor();
    expect(await steps.allInnerTexts()).toEqual(['import', 'scope', 'match', 'action']);
    expect(await review.locator('dd').allInnerTexts()).toContain('in scope');
    await workbench.screenshot('91-provision-on-demand');
    await workbench
      .dialog()
      .getByText(/^Apply \d+ changes?$/)
      .click();
    const toast = workbench.toast(/written to Entra ID contoso\.example/);
    await toast.waitFor();
    await toast.getByText('Show Run').click();
    await workbench.line(/written\s+update\s+read\sback/, 1).waitFor();
    await workbench.screenshot('92-provisioned');
    await workbench.clearToasts();
  });

  it('reads everybody the first time, where an incremental sync has nothing to go on from', async () => {
    const { workbench } = editor();
    await workbench.openFile('worker.sfmap');
    await workbench.run('sfmap: Plan Sync');
    await workbench.choose(/sandbox/);
    await workbench.choose('Who has changed');
    await workbench.page
      .frameLocator('iframe.webview.ready')
      .last()
      .frameLocator('iframe')
      .getByText(/Everybody was read: no sync of everybody has come to its end yet/)
      .first()
      .waitFor();
    await workbench.screenshot('93-plan-sync');
  });
});
