import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openEditor } from './open-editor.ts';

/** The first line of a value in the text of the payload that `sfmap: Show Payload` opens. */
const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;

describe('the sample person, in the workbench', () => {
  const editor = openEditor();
  const status = () => editor().workbench.page.locator('.statusbar-item[id="status.languageStatus"]').first();
  const shown = async (text: RegExp) => {
    const { page } = editor().workbench;
    const hover = page.locator('.hover-language-status:visible', { hasText: text }).first();
    for (let tries = 0; tries < 5 && !(await hover.isVisible()); tries += 1) {
      await status().hover();
      await hover.waitFor({ timeout: 3_000 }).catch(() => undefined);
      if (!(await hover.isVisible())) await page.mouse.move(700, 300);
    }
    await hover.waitFor();
    return hover;
  };
  const choose = async (row: string | RegExp) => {
    await editor().workbench.run('sfmap: Choose Sample Person');
    await editor().workbench.choose(row);
  };

  it('is named by the language status, with situation and file', async () => {
    const { workbench } = editor();
    await workbench.openFile('worker.sfmap');
    await workbench.line(/displayName\s+<-.*Rita\sOkafor/).waitFor();
    await shown(/Rita Okafor · 100401 · rehire/);
    await shown(/from people\/rehire\.json/);
    await workbench.screenshot('70-sample-status');
    await workbench.page.mouse.move(700, 300);
  });

  it('is chosen by keys alone from a list with what is recent, the tenant, situations and files', async () => {
    const { workbench } = editor();
    const { page } = workbench;
    await workbench.run('sfmap: Choose Sample Person');
    await workbench.quickRow('A rehire').waitFor();
    await workbench.quickRow('people/conversion.json').waitFor();
    await workbench.screenshot('71-choose-sample');
    await workbench.quickInput().fill('conversion.json');
    await page.locator('.quick-input-widget .monaco-list-row.focused', { hasText: 'conversion.json' }).waitFor();
    await page.keyboard.press('Enter');
    await workbench.line(/displayName\s+<-.*Mei-Ling\sTan/).waitFor();
    await shown(/worker conversion/);
  });

  it('is somebody of the tenant in an HR situation', async () => {
    const { workbench } = editor();
    await choose('Two standard employments');
    await workbench.choose(/sandbox/);
    await workbench.quickRow(/Rita Okafor · 100401\s*rehire/).waitFor();
    await workbench.screenshot('72-by-situation');
    await workbench.choose('Rita Okafor');
    await shown(/Rita Okafor · 100401 · rehire/);
    await shown(/from sandbox \(sandbox\)/);
  });

  it('is somebody whose name begins so', async () => {
    const { workbench } = editor();
    await choose('By id or name');
    await workbench.choose(/sandbox/);
    await workbench.answer('Id or name', 'ingrid sol');
    await workbench.line(/displayName\s+<-.*Ingrid\sSolberg/).waitFor();
  });

  it('is nobody where the tenant has nobody of that name', async () => {
    const { workbench } = editor();
    await choose('By id or name');
    await workbench.choose(/sandbox/);
    // A person types. Of four notifications within 0.8 seconds VS Code shows three, and one behind the bell.
    await workbench.page.waitForTimeout(1_000);
    await workbench.answer('Id or name', 'Xanthippe');
    await workbench.toast('nobody with the id or the name Xanthippe').waitFor();
    await workbench.clearToasts();
  });

  it('stays for every mapping of the folder once pinned', async () => {
    const { workbench } = editor();
    await workbench.openFile('worker.sfmap');
    await workbench.run('sfmap: Pin Sample Person');
    await shown(/from sandbox \(sandbox\), pinned/);
    await workbench.openFile('team.sfmap');
    await workbench.line(/displayName\s+<-.*Ingrid/).waitFor();
    await workbench.screenshot('73-pinned');
    await workbench.run('sfmap: Unpin Sample Person');
    await workbench.openFile('worker.sfmap');
    await workbench.line(/displayName\s+<-.*Rita\sOkafor/).waitFor();
  });

  it('is there again among the recent ones, and is read again', async () => {
    const { workbench } = editor();
    await choose(/Ingrid\sSolberg.*sandbox/s);
    await workbench.line(/displayName\s+<-.*Ingrid\sSolberg/).waitFor();
    await workbench.run('sfmap: Refresh Sample Person');
    await workbench.page.locator('.notification-toast', { hasText: 'Fetching' }).waitFor({ state: 'hidden' });
    await workbench.line(/displayName\s+<-.*Ingrid\sSolberg/).waitFor();
  });

  it('shows its payload to read; a value gives its path, and a source attribute', async () => {
    const { workbench, server } = editor();
    const { page } = workbench;
    await workbench.run('sfmap: Use Sample File');
    await workbench.line(/displayName\s+<-.*Rita\sOkafor/).waitFor();
    await workbench.run('sfmap: Show Payload');
    await page.locator('.tab.active', { hasText: 'worker.sfmap (payload).json' }).waitFor();
    const file = JSON.parse(readFileSync(join(server.workspace, 'people/rehire.json'), 'utf8'));
    const payload = JSON.stringify(file.d.results[0], undefined, 2);
    await workbench.goTo(lineOf(payload, '"seniorityDate"'), 12);
    await page.keyboard.type('x');
    expect(await page.locator('.tab.active.dirty').count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+F10');
    await page.locator('.monaco-menu', { hasText: 'Insert as Source Attribute' }).waitFor();
    await workbench.screenshot('74-payload-menu');
    await page.keyboard.press('Escape');
    await workbench.run('sfmap: Copy JSONPath');
    await page.locator('.statusbar-item', { hasText: 'Copied $.employmentNav.results[0].seniorityDate' }).waitFor();
    await workbench.run('sfmap: Insert as Source Attribute');
    await workbench.line(/seniorityDate\s:\sDateTime\s+=\s\$\.employmentNav\.results\[0\]\.seniorityDate/).waitFor();
    await workbench.screenshot('75-inserted-attribute');
    await workbench.goTo(lineOf(payload, '"phoneNav"'), 6);
    await workbench.run('sfmap: Insert as Source Attribute');
    await workbench.toast('This is a record or a list').waitFor();
    await workbench.clearToasts();
    await page.locator('.tab', { hasText: 'worker.sfmap (payload).json' }).click({ button: 'middle' });
    await page.locator('.tab', { hasText: 'payload' }).waitFor({ state: 'detached' });
  });

  it('is saved as somebody who does not exist', async () => {
    const { workbench, server } = editor();
    await workbench.openFile('worker.sfmap');
    await workbench.run('sfmap: Save Sample Person');
    await workbench.choose('Pseudonymised');
    await workbench.answer('File, as worker.sfmap would name it', 'people/returned.json');
    await workbench.toast('who does not exist').waitFor();
    await workbench.screenshot('76-saved-pseudonymised');
    const text = readFileSync(join(server.workspace, 'people/returned.json'), 'utf8');
    expect(text).not.toMatch(/okafor|100401/i);
    await workbench.clearToasts();
    await choose('people/returned.json');
    await shown(/· rehire/);
    await workbench.line(/displayName\s+<-.*Rita\sOkafor/).waitFor({ state: 'detached' });
    await workbench.run('sfmap: Use Sample File');
    await workbench.line(/displayName\s+<-.*Rita\sOkafor/).waitFor();
  });

  it('is saved with personal data only after a question, and by no name outside', async () => {
    const { workbench, server } = editor();
    const { page } = workbench;
    const files = () => readdirSync(join(server.workspace, 'people')).sort();
    const before = files();
    await workbench.run('sfmap: Save Sample Person');
    await workbench.choose('As it is');
    await workbench.dialog().waitFor();
    expect(await workbench.dialog().innerText()).toMatch(/personal data of Rita Okafor/);
    await workbench.screenshot('77-personal-data');
    await page.keyboard.press('Escape');
    await workbench.dialog().waitFor({ state: 'hidden' });
    expect(files()).toEqual(before);

    await workbench.run('sfmap: Save Sample Person');
    await workbench.choose('As it is');
    await workbench.dialog().locator('.monaco-button', { hasText: 'Save Personal Data' }).click();
    await workbench.answer('File, as worker.sfmap', '../outside.json');
    await page.locator('.quick-input-message', { hasText: 'Write a name beside the mapping' }).waitFor();
    await workbench.quickInput().fill('people/rehire.json');
    await page.locator('.quick-input-message', { hasText: 'There is a people/rehire.json already' }).waitFor();
    await workbench.quickInput().fill('people/real.json');
    await page.locator('.quick-input-message', { hasText: 'There is a' }).waitFor({ state: 'hidden' });
    await page.keyboard.press('Enter');
    await workbench.toast('Keep it out of version control').waitFor();
    expect(readFileSync(join(server.workspace, 'people/real.json'), 'utf8')).toContain('Okafor');
    expect(existsSync(join(server.workspace, '../outside.json'))).toBe(false);
    await workbench.clearToasts();
  });

  it('of the tenant leaves nothing on the disk', async () => {
    const { workbench, server } = editor();
    await choose('By id or name');
    await workbench.choose(/sandbox/);
    await workbench.answer('Id or name', '100102');
    await workbench.line(/displayName\s+<-.*Ingrid\sSolberg/).waitFor();
    await workbench.run('sfmap: Show Payload');
    await workbench.line(/"personId":\s"5102"/, 1).waitFor();
    const holds = (folder: string): string[] =>
      readdirSync(folder, { withFileTypes: true, recursive: true }).flatMap((entry) => {
        const path = join(entry.parentPath, entry.name);
        if (!entry.isFile() || /node_modules|extensions/.test(path)) return [];
        return /"personId"\s*:\s*"5102"/.test(readFileSync(path, 'utf8')) ? [path] : [];
      });
    expect(holds(join(server.workspace, '..'))).toEqual([]);
  });
});
