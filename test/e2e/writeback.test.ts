import { describe, expect, it } from 'vitest';
import { openEditor } from './open-editor.ts';
import { rowsOf } from './tenant.ts';

/** Invented people of the sandbox: the first has a telephone number alone in Entra ID, the second both numbers. */
const INGRID = '100102';
const AMARA = '100101';

describe('a writeback in the workbench', () => {
  const editor = openEditor();
  let tenant = '';

  it('starts the sandbox and says where it listens', async () => {
    const { workbench } = editor();
    await workbench.openFile('writeback.sfmap');
    await workbench.run('sfmap: Start Sandbox');
    const toast = workbench.toast('The sandbox tenant runs');
    await toast.waitFor();
    tenant = /http:\/\/127\.0\.0\.1:\d+/.exec(await toast.innerText())?.[0] ?? '';
    expect(tenant).not.toBe('');
    await workbench.clearToasts();
  });

  it('tests the connection', async () => {
    const { workbench } = editor();
    await workbench.run('sfmap: Test Connection');
    await workbench.quickRow('sandbox').waitFor();
    await workbench.screenshot('10-choose-connection');
    await workbench.choose(/sandbox/);
    await workbench.toast('The connection sandbox works').waitFor();
    await workbench.clearToasts();
  });

  it('shows the values of a live person', async () => {
    const { workbench } = editor();
    await workbench.run('sfmap: Fetch Sample Person');
    await workbench.choose(/sandbox/);
    await workbench.answer('Id or name', AMARA);
    await workbench.line(/email\s+<-\s\[mail\]\s*amara\.nwosu@contoso\.example/).waitFor();
    await workbench.screenshot('11-live-person');
  });

  it('previews old and new, and writes nothing', async () => {
    const { workbench } = editor();
    const before = await rowsOf(tenant, 'PerPhone', INGRID);
    await workbench.run('sfmap: Preview Writeback');
    await workbench.choose(/sandbox/);
    await workbench.choose('Chosen people');
    await workbench.answer('Employee ids', `${INGRID}, ${AMARA}`);
    await workbench.line(/businessPhoneNumber\s+\+49\s30\s23125\s102\s+→\s\+49\s30\s23125\s200/, 1).waitFor();
    await workbench.screenshot('12-preview-writeback');
    expect(await rowsOf(tenant, 'PerPhone', INGRID)).toEqual(before);
  });

  it('asks before it writes, and Enter does not write', async () => {
    const { workbench } = editor();
    const { page } = workbench;
    const before = await rowsOf(tenant, 'PerPhone', INGRID);
    await workbench.run('sfmap: Run Writeback');
    await workbench.choose(/sandbox/);
    await workbench.choose('Chosen people');
    await workbench.answer('Employee ids', INGRID);
    await workbench.dialog().waitFor();
    const text = await workbench.dialog().innerText();
    expect(text).toMatch(/Write to SuccessFactors SANDBOX \(sandbox\) now\?/);
    expect(text).toMatch(/1 person · .*1 business phone/);
    expect(text).toMatch(/nothing deleted/);
    await workbench.screenshot('13-confirmation');
    await page.keyboard.press('Enter');
    await workbench.toast('Nothing has been written').waitFor();
    expect(await rowsOf(tenant, 'PerPhone', INGRID)).toEqual(before);
  });

  it('writes exactly that, and the tenant holds it', async () => {
    const { workbench } = editor();
    await workbench.toast('Nothing has been written').getByText('Continue…').click();
    await workbench
      .dialog()
      .getByText(/^Apply \d+ changes?$/)
      .click();
    await workbench.toast(/written to SuccessFactors SANDBOX/).waitFor();
    await workbench.screenshot('14-result');
    const phones = await rowsOf(tenant, 'PerPhone', INGRID);
    expect(
      phones.filter(({ isPrimary }) => isPrimary).map(({ phoneType, phoneNumber }) => [phoneType, phoneNumber]),
    ).toEqual([['10605', '+49 30 23125 200']]);
    await workbench
      .toast(/written to SuccessFactors SANDBOX/)
      .getByText('Show Run')
      .click();
    await workbench.line(/written.*read\sback/, 1).waitFor();
    await workbench.screenshot('15-run');
    await workbench.clearToasts();
  });

  it('writes nothing the second time', async () => {
    const { workbench } = editor();
    await workbench.run('sfmap: Run Writeback');
    await workbench.choose(/sandbox/);
    await workbench.choose('Chosen people');
    await workbench.answer('Employee ids', INGRID);
    await workbench.toast('Nothing to write').waitFor();
    await workbench.clearToasts();
  });

  it('is for who has changed alone, once everybody was read', async () => {
    const { workbench } = editor();
    await workbench.run('sfmap: Run Writeback');
    await workbench.choose(/sandbox/);
    await workbench.choose('Changed since the last time');
    await workbench
      .dialog()
      .getByText(/^Apply \d+ changes$/)
      .click();
    await workbench.toast(/written to SuccessFactors SANDBOX/).waitFor();
    await workbench.clearToasts();
    await workbench.run('sfmap: Run Writeback');
    await workbench.choose(/sandbox/);
    await workbench.choose('Changed since the last time');
    // Who was refused is looked at again.
    const nothing = workbench.toast(/Nothing (to write|is written)/);
    await nothing.waitFor();
    await nothing.getByText('Show Preview').click();
    await workbench.line(/Users\sof\sEntra\sID\ssince\s.*\schanged/, 1).waitFor();
    await workbench.screenshot('17-changed');
    await workbench.clearToasts();
  });

  it('says what went wrong in one sentence with its cure', async () => {
    const { workbench } = editor();
    await workbench.run('sfmap: Fetch Sample Person');
    await workbench.choose(/sandbox/);
    await workbench.answer('Id or name', 'nobody@contoso.example');
    // The progress names the person too: only this sentence is the answer.
    const toast = workbench.toast('Entra ID has no user nobody@contoso.example');
    await toast.waitFor();
    expect(await toast.innerText()).toMatch(/Show Log/);
    await workbench.screenshot('16-error');
  });
});
