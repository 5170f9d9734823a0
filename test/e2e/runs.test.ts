import { beforeAll, describe, expect, it } from 'vitest';
import { openEditor } from './open-editor.ts';
import { type Row, rowsOf } from './tenant.ts';

/** An invented person of the sandbox whose business phone in Entra ID is another one than in SuccessFactors. */
const INGRID = '100102';

describe('runs in the workbench', () => {
  const editor = openEditor();
  let tenant = '';
  let before: Row[] = [];
  const row = (text: string | RegExp) =>
    editor().workbench.page.locator('.part.sidebar .monaco-list-row', { hasText: text }).first();
  const phones = () => rowsOf(tenant, 'PerPhone', INGRID);

  beforeAll(async () => {
    const { workbench } = editor();
    await workbench.openFile('writeback.sfmap');
    await workbench.run('sfmap: Start Sandbox');
    const toast = workbench.toast('The sandbox tenant runs');
    await toast.waitFor();
    tenant = /http:\/\/127\.0\.0\.1:\d+/.exec(await toast.innerText())?.[0] ?? '';
    await workbench.clearToasts();
    before = await phones();
    await workbench.run('sfmap: Run Writeback');
    await workbench.choose(/sandbox/);
    await workbench.choose('Chosen people');
    await workbench.answer('Employee ids', INGRID);
    await workbench
      .dialog()
      .getByText(/^Apply/)
      .click();
    await workbench.toast(/written to SuccessFactors SANDBOX/).waitFor();
    await workbench.clearToasts();
  });

  it('are listed with what they came to, and tell what they did to whom', async () => {
    const { workbench } = editor();
    expect(await phones()).not.toEqual(before);
    await workbench.run('View: Show sfmap');
    await row(/writeback\.sfmap → sandbox · 1 of 1 rows · finished/).click();
    await workbench.line(/Ingrid\sSolberg\s·\s100102/, 1).waitFor();
    await workbench.screenshot('95-runs');
  });

  it('are taken back by a plan that is shown and confirmed', async () => {
    const { workbench } = editor();
    await row(/1 of 1 rows · finished/).hover();
    await row(/1 of 1 rows · finished/)
      .locator('a[aria-label^="Undo Run"]')
      .click();
    await workbench.dialog().waitFor();
    await workbench.screenshot('96-undo');
    await workbench
      .dialog()
      .getByText(/^Apply/)
      .click();
    await workbench.toast(/written to SuccessFactors SANDBOX/).waitFor();
    await row(/undo of .* → sandbox · 1 of 1 rows · finished/).waitFor();
    const values = (rows: readonly Row[]) =>
      rows.map((one) => [one['phoneType'], one['phoneNumber'], one['isPrimary']]);
    expect(values(await phones())).toEqual(values(before));
    await workbench.clearToasts();
  });
});
