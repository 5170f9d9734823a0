import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { account, MailServer } from '../cli/support/mail-server.ts';
import { openEditor } from './open-editor.ts';
import { switchFault } from './tenant.ts';

const mail = await MailServer.start();
const PEOPLE = ['100101', '100102', '101201', '101301'];
const PASSWORD = `Password of ${account.user} at the mail server 127.0.0.1`;

describe('the mail of a run that a system ends, in the workbench', () => {
  const editor = openEditor({ environment: { SFMAP_BATCH_SIZE: '2', NODE_EXTRA_CA_CERTS: mail.certificate } });
  afterAll(() => mail.stop());

  /** A run on a sandbox that ends after four rows. */
  const stoppedRun = async () => {
    const { workbench } = editor();
    await workbench.run('sfmap: Start Sandbox');
    const started = workbench.toast('The sandbox tenant runs');
    await started.waitFor();
    const [tenant = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(await started.innerText()) ?? [];
    await workbench.clearToasts();
    await workbench.run('sfmap: Run Writeback');
    await workbench.choose(/sandbox/);
    await workbench.choose('Chosen people');
    await workbench.answer('Employee ids', PEOPLE.join(' '));
    await workbench.dialog().waitFor();
    await switchFault(tenant, { kind: 'die-after-upserts', after: 4 });
    // At a person's pace: of more than three messages in 0.8 s the editor shows three.
    await workbench.page.waitForTimeout(1_000);
    await workbench
      .dialog()
      .getByText(/^Apply \d+ changes$/)
      .click();
  };

  it('offers to take the password where it is not known, and keeps it', async () => {
    const { workbench, server } = editor();
    const notify = { to: ['ops@contoso.example'], from: account.user, host: '127.0.0.1', port: mail.port };
    writeFileSync(join(server.workspace, 'sfmap.json'), JSON.stringify({ notify: { ...notify, user: account.user } }));
    await workbench.openFile('writeback.sfmap');
    await stoppedRun();
    const remark = workbench.toast(/Nobody was told by mail\..*Enter it, and the next mail is sent/);
    await remark.waitFor();
    expect(mail.passwords).toEqual([]);
    await workbench.screenshot('19-mail-password');
    // What the run did not come to is offered to be written, once the system is there again.
    await workbench.toast('The run ended early').getByText('Apply the Rest').waitFor();
    await remark.getByText('Enter Mail Password').click();
    expect(await workbench.quickInput().getAttribute('type')).toBe('password');
    await workbench.answer(PASSWORD, account.password);
    await workbench.clearToasts();
  });

  it('is sent the next time, without a word about any person', async () => {
    const { workbench } = editor();
    await stoppedRun();
    await workbench.toast('1 of 1 recipient was told by mail.').waitFor();
    expect(mail.received).toMatchObject([{ to: ['ops@contoso.example'], encrypted: true, user: account.user }]);
    expect(mail.received[0]?.text).not.toMatch(/Amara|Ingrid|10010/);
  });
});
