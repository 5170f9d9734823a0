import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/ide.ts';
import { type RentedTenant, rentTenant } from '../support/rented-tenant.ts';
import { Workbench } from '../support/workbench.ts';
import { openEditor } from './open-editor.ts';

describe('a connection is added in the workbench', () => {
  const editor = openEditor();
  let tenant: RentedTenant;
  const file = () => join(editor().server.workspace, 'sfmap.json');
  const row = (text: string | RegExp) =>
    editor().workbench.page.locator('.part.sidebar .monaco-list-row', { hasText: text }).first();
  const input = (text: string | RegExp) =>
    editor().workbench.page.locator('.quick-input-widget:visible', { hasText: text });
  const step = (number: number) => input(`Add Connection (${number}/`).waitFor();
  const answer = async (number: number, text: string) => {
    await step(number);
    await editor().workbench.quickInput().fill(text);
    await editor().workbench.page.keyboard.press('Enter');
  };

  beforeAll(async () => {
    tenant = await rentTenant();
    writeFileSync(file(), '{\n\t"rules": { "SFM2104" : "off" }\n}\n');
  });
  afterAll(() => tenant?.stop());

  it('asks step by step, and says what is wrong while it is typed', async () => {
    const { workbench } = editor();
    await workbench.run('sfmap: Add Connection');
    await workbench.choose(/^sfmap\.json/);
    await input('What is the connection called?').waitFor();
    await workbench.quickInput().fill('sandbox');
    await input('is the built-in sandbox').waitFor();
    await workbench.screenshot('26-add-connection-name');
    await answer(2, 'test');
    await step(3);
    await workbench.quickInput().fill('preview');
    await workbench.quickRow(/api4preview\.sapsf\.com.*data centre 4, 68/).waitFor();
    await workbench.screenshot('27-add-connection-host');
    await workbench.quickInput().fill('performancemanager4.successfactors.com');
    await workbench.quickRow('Use the API host: api4.successfactors.com').waitFor();
    await workbench.quickInput().fill(tenant.successFactors);
    await workbench.choose('This machine: a sandbox');
    await workbench.choose(/^Test/);
    await workbench.choose('User and password');
    await answer(6, tenant.company);
    await answer(7, tenant.user);
    await workbench.choose('An app with a secret');
    await answer(9, 'contoso');
    await input('Give the tenant’s domain').waitFor();
    await answer(9, tenant.tenant);
    await answer(10, tenant.clientId);
    await answer(11, tenant.graph);
    await input('Password of sfapi').waitFor();
    await answer(12, 'not-the-password');
    await input('Client secret').waitFor();
    await answer(13, tenant.clientSecret);
  });

  it('says at which step it fails, and saves nothing before that is decided', async () => {
    const { workbench } = editor();
    await step(14);
    await workbench.quickRow(/Back.*LGN0015/).waitFor();
    await workbench.screenshot('28-add-connection-fails');
    expect(readFileSync(file(), 'utf8')).not.toContain('connections');
    await workbench.choose('Back');
    await step(13);
    await workbench.page.locator('.quick-input-widget:visible [aria-label^="Back"]').first().click();
    await answer(12, tenant.password);
    await answer(13, tenant.clientSecret);
    await workbench.toast(/The connection test is in .*sfmap\.json: \d+ checks passed/).waitFor();
  });

  it('keeps the file as it was, and holds no secret', async () => {
    const { workbench } = editor();
    const text = readFileSync(file(), 'utf8');
    expect(text.startsWith('{\n\t"rules": { "SFM2104" : "off" },\n\t"connections": {\n\t\t"test": {')).toBe(true);
    expect(text).not.toContain(tenant.password);
    expect(text).not.toContain(tenant.clientSecret);
    expect(JSON.parse(text).connections.test).toMatchObject({ production: false });
    await workbench.toast('The connection test is in').getByText('Show Connections').click();
    await row(/test.*works/).waitFor();
    await workbench.clearToasts();
    await workbench.screenshot('29-connection-added');
  });

  it('signs in with the secrets that were given, without asking again', async () => {
    const { workbench } = editor();
    await row(/^test/).hover();
    await row(/^test/).locator('a[aria-label^="Test Connection"]').click();
    await workbench.toast('The connection test works').waitFor();
    await workbench.clearToasts();
  });

  it('saves one that does not work yet to the settings where that is wanted', async () => {
    const { workbench } = editor();
    await workbench.run('sfmap: Add Connection');
    await workbench.choose('Your settings');
    await answer(2, 'mine');
    await step(3);
    await workbench.quickInput().fill('http://127.0.0.1:9');
    await workbench.choose('This machine: a sandbox');
    await workbench.choose('Production');
    await workbench.choose('User and password');
    await answer(6, 'contosoP');
    await answer(7, 'sfapi');
    await workbench.choose('Not at all');
    await input('Password of sfapi').waitFor();
    await answer(9, 'whatever');
    await workbench.choose('Save Anyway');
    await workbench.toast(/The connection mine is in your settings: it fails at/).waitFor();
    await row(/mine.*PRODUCTION.*from your settings/).waitFor();
    await workbench.clearToasts();
  });
});

describe('the sandbox, without any set-up', () => {
  const editor = openEditor();

  it('starts where no folder is open, and its connection is there', async () => {
    const { server } = editor();
    const browser = await launchBrowser(server);
    try {
      const workbench = await Workbench.open(browser, server, 'nothing');
      await workbench.run('sfmap: Start Sandbox');
      await workbench.toast('The sandbox tenant runs').waitFor();
      await workbench.clearToasts();
      await workbench.run('sfmap: Test Connection');
      await workbench.choose(/^sandbox/);
      await workbench.toast('The connection sandbox works').waitFor();
      await workbench.screenshot('29-sandbox-without-folder');
    } finally {
      await browser.close();
    }
  });
});
