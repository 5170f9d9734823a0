import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openEditor } from './open-editor.ts';
import { rowsOf, switchFault } from './tenant.ts';

/** People of the sandbox for whom the mapping has something to write. */
const PEOPLE = ['100101', '100102', '100301', '100401', '100601'];

/** The line of worker.sfmap behind which mappings are typed. */
const MAPPINGS = 13;

describe('a writeback that is interrupted', () => {
  // Person by person: what goes into one call cannot be taken back between two people.
  const editor = openEditor({ environment: { SFMAP_BATCH_SIZE: '1' } });
  let tenant = '';

  const runFor = async (people: readonly string[]) => {
    const { workbench } = editor();
    await workbench.run('sfmap: Run Writeback');
    await workbench.choose(/sandbox/);
    await workbench.choose('Chosen people');
    await workbench.answer('Employee ids', people.join(' '));
  };

  it('ends between two people when it is cancelled, and says what was written', async () => {
    const { workbench } = editor();
    await workbench.openFile('writeback.sfmap');
    await workbench.run('sfmap: Start Sandbox');
    const started = workbench.toast('The sandbox tenant runs');
    await started.waitFor();
    tenant = /http:\/\/127\.0\.0\.1:\d+/.exec(await started.innerText())?.[0] ?? '';
    await workbench.clearToasts();
    await runFor(PEOPLE);
    await workbench.dialog().waitFor();
    const before = await Promise.all(PEOPLE.map((person) => rowsOf(tenant, 'PerPhone', person)));
    await switchFault(tenant, { kind: 'slow', ms: 1_500, system: 'successfactors' });
    await workbench
      .dialog()
      .getByText(/^Apply \d+ changes$/)
      .click();
    // Somebody is written, somebody is not.
    const progress = workbench.toast(/Writing to sandbox.*Writing [1-9]/);
    await progress.waitFor();
    await workbench.screenshot('40-progress');
    await progress.getByText('Cancel').click();
    const result = workbench.toast('Cancelled');
    await result.waitFor({ timeout: 30_000 });
    expect(await result.innerText()).toMatch(/[1-9]\d* of \d+ rows written/);
    await workbench.screenshot('41-cancelled');
    await switchFault(tenant, undefined);
    const after = await Promise.all(PEOPLE.map((person) => rowsOf(tenant, 'PerPhone', person)));
    expect(after.some((rows, index) => JSON.stringify(rows) === JSON.stringify(before[index]))).toBe(true);

    await result.getByText('Apply the Rest').click();
    const finished = workbench.toast(/(\d+) of \1 rows written to SuccessFactors SANDBOX/);
    await finished.waitFor();
    const [email] = (await rowsOf(tenant, 'PerEmail', '100601')).filter(({ isPrimary }) => isPrimary);
    expect(email?.['emailAddress']).toBe('haruto.watanabe@contoso.example');
    await workbench.clearToasts();
  });

  it('says once that the engine ended, and starts a new one', async () => {
    const { workbench, server } = editor();
    await switchFault(tenant, { kind: 'slow', ms: 1_500 });
    await runFor(PEOPLE);
    await workbench.toast('Comparing Entra ID with sandbox').waitFor();
    const [engine] = processesBelow(dirname(server.workspace), 'sfmap.cjs', 'engine');
    expect(engine).toBeDefined();
    process.kill(engine ?? 0, 'SIGKILL');
    const ended = workbench.toast('The sfmap engine ended unexpectedly');
    await ended.waitFor();
    expect(await workbench.page.locator('.notification-toast .codicon-error').count()).toBe(1);
    await workbench.screenshot('42-engine-ended');
    await switchFault(tenant, undefined);
    await ended.getByText('Restart').click();
    await workbench.run('sfmap: Test Connection');
    await workbench.choose(/sandbox/);
    await workbench.toast('The connection sandbox works').waitFor();
    await workbench.clearToasts();
  });

  it('leaves the author nothing to do when the language server ends: text, values and live person are there', async () => {
    const { workbench, server } = editor();
    const { page } = workbench;
    const servers = () => processesBelow(dirname(server.workspace), 'server.cjs');
    await workbench.openFile('worker.sfmap');
    await workbench.line(/displayName\s+<-.*Rita\sOkafor/).waitFor();
    await workbench.run('sfmap: Fetch Sample Person');
    await workbench.choose(/sandbox/);
    await workbench.answer('Id or name', '100102');
    await workbench.line(/displayName\s+<-.*Ingrid/).waitFor();
    await workbench.goTo(MAPPINGS, 1);
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.type('  surname <- [lastName]', { delay: 15 });
    await page.keyboard.press('Escape');
    const [killed = 0] = servers();
    process.kill(killed, 'SIGKILL');
    await expect
      .poll(servers, { timeout: 20_000, interval: 200 })
      .toEqual([expect.not.toSatisfy((pid) => pid === killed)]);
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.type('  givenName <- Jion([firstName])', { delay: 15 });
    await page.keyboard.press('Escape');
    await page.locator('.monaco-editor .squiggly-error').first().waitFor();
    await workbench.line(/displayName\s+<-.*Ingrid/).waitFor();
    await workbench.line(/surname\s<-\s\[lastName\]\s*Solberg/).waitFor();
    await workbench.screenshot('43-language-server-came-back');
    expect(await page.locator('.notification-toast .codicon-error').count()).toBe(0);
  });

  it('shows the values of the sample file again on request', async () => {
    const { workbench } = editor();
    await workbench.run('sfmap: Use Sample File');
    await workbench.line(/displayName\s+<-.*Rita\sOkafor/).waitFor();
    await workbench.line(/surname\s<-\s\[lastName\]\s*Okafor/).waitFor();
    await workbench.screenshot('44-sample-file-again');
  });
});

/** The processes of a bundle that lies below a folder. */
function processesBelow(folder: string, bundle: 'sfmap.cjs' | 'server.cjs', argument = ''): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        return words.some((word) => word.startsWith(folder) && word.endsWith(`/${bundle}`)) && words.includes(argument);
      } catch {
        return false;
      }
    });
}
