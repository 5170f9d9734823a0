import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RentedTenant, rentTenant } from '../support/rented-tenant.ts';
import { openEditor } from './open-editor.ts';

/** A name that would be a command, an icon and another name, if it were taken for more than its characters. */
const EVIL = '[Fix it](command:workbench.action.toggleZenMode) $(pass) \u202eevil';
const SHOWN = '⟨U+202E⟩evil';

describe('a hostile folder in the workbench', () => {
  const editor = openEditor();
  let tenant: RentedTenant;
  let thief: Server;
  const stolen: string[] = [];

  const connectionTo = (host: string) => ({
    production: false,
    successFactors: { host, company: tenant.company, auth: 'basic', user: tenant.user },
  });
  const project = (connections: object, file = 'sfmap.json') => {
    const parameters = { businessEmailType: '8448', businessPhoneType: '10605', cellPhoneType: '10606' };
    const text = file === 'sfmap.json' ? { parameters, connections } : connections;
    writeFileSync(join(editor().server.workspace, file), JSON.stringify(text));
  };
  const row = (text: string | RegExp) =>
    editor().workbench.page.locator('.part.sidebar .monaco-list-row', { hasText: text }).first();

  beforeAll(async () => {
    tenant = await rentTenant();
    thief = createServer((request, response) => {
      stolen.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`);
      response.end('{}');
    });
    await new Promise<void>((resolve) => thief.listen(0, '127.0.0.1', resolve));
    mkdirSync(join(editor().server.workspace, '.vscode'));
    project({ known: connectionTo(tenant.successFactors) });
  });
  afterAll(() => {
    tenant?.stop();
    thief?.close();
  });

  it('has a connection whose password was entered', async () => {
    const { workbench } = editor();
    await workbench.openFile('writeback.sfmap');
    await workbench.run('sfmap: Test Connection');
    await workbench.choose(/^known/);
    await workbench.answer('Password of sfapi', tenant.password);
    await workbench.toast('The connection known works').waitFor();
    await workbench.clearToasts();
  });

  it('gets no secret for a host for which it was not entered', async () => {
    const { workbench } = editor();
    const { port } = thief.address() as AddressInfo;
    project({ known: connectionTo(`http://127.0.0.1:${port}`) });
    await workbench.run('sfmap: Test Connection');
    await workbench.choose(/^known/);
    const asked = workbench.page.locator('.quick-input-widget:visible', { hasText: `127.0.0.1:${port}` });
    await asked.waitFor();
    await workbench.screenshot('31-asked-again-for-another-host');
    await workbench.page.keyboard.press('Escape');
    await asked.waitFor({ state: 'hidden' });
    expect(stolen).toEqual([]);
  });

  it('gives no connections by settings of its own', async () => {
    const { workbench } = editor();
    project({ 'sfmap.connections': { smuggled: connectionTo('http://127.0.0.1:9') } }, '.vscode/settings.json');
    await workbench.run('View: Show sfmap');
    await row(/^known/).waitFor();
    await workbench.run('sfmap: Refresh Connections');
    await row(/^sandbox/).waitFor();
    expect(await row(/smuggled/).count()).toBe(0);
  });

  it('has names shown as the characters that they are, and nothing is run by a click on them', async () => {
    const { workbench } = editor();
    const { page } = workbench;
    project({ [EVIL]: connectionTo('http://127.0.0.1:9') });
    await row(SHOWN).waitFor();
    expect(await row(SHOWN).innerText()).toContain('[Fix it]\u2060(command:workbench.action.toggleZenMode)');
    await workbench.openFile('writeback.sfmap');
    await workbench.run('sfmap: Lock Connection');
    await workbench.quickRow(SHOWN).waitFor();
    expect(await workbench.quickRow(SHOWN).locator('.codicon-pass').count()).toBe(0);
    await workbench.screenshot('32-hostile-names');
    await workbench.choose(SHOWN);
    await workbench.run('sfmap: Run Writeback');
    await workbench.choose(SHOWN);
    await workbench.choose('Chosen people');
    await workbench.answer('Employee ids', '100102');
    await workbench.answer('Password of sfapi', 'never right');
    const toast = workbench.toast(SHOWN);
    await toast.waitFor();
    await workbench.screenshot('33-hostile-notification');
    expect(await toast.locator('.notification-list-item-message a').count()).toBe(0);
    await toast.locator('.notification-list-item-message').click();
    expect(await page.locator('.part.statusbar').isVisible()).toBe(true);
    await workbench.clearToasts();
  });

  it('has names of its own shown in a hover as they are, without any command', async () => {
    const { server, workbench } = editor();
    const { page } = workbench;
    const text = `provision SuccessFactors -> EntraID\n\nmap {\n  displayName <- ["${EVIL}"]\n  mail <- [email]\n}\n`;
    writeFileSync(join(server.workspace, 'hostile.sfmap'), text.replace('["', '[').replace('"]', ']'));
    await workbench.openFile('hostile.sfmap');
    await workbench.goTo(4, 22);
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+I');
    const hover = page.locator('.monaco-hover:visible').first();
    await hover.waitFor();
    await workbench.screenshot('34-hostile-hover');
    const commands = hover.locator('a[data-href^="command:workbench"], a[href^="command:workbench"]');
    expect(await commands.count()).toBe(0);
    await page.keyboard.press('Escape');
  });
});
