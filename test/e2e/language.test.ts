import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openEditor } from './open-editor.ts';

describe('a mapping in the workbench', () => {
  const editor = openEditor();

  it('opens with its language and its colours', async () => {
    const { workbench } = editor();
    await workbench.openFile('worker.sfmap');
    await workbench.page.locator('.statusbar-item', { hasText: /^sfmap$/ }).waitFor();
    // Keyword, names and arrow: three colours at least, once the grammar is loaded.
    await workbench.page.waitForFunction(`(() => {
      const lines = [...document.querySelectorAll('.monaco-editor .view-line')];
      const line = lines.find((one) => /provision\\sSuccessFactors/.test(one.textContent));
      const parts = line === undefined ? [] : [...line.querySelectorAll('span > span')];
      return new Set(parts.map((part) => getComputedStyle(part).color)).size >= 3;
    })()`);
  });

  it('shows the values of the sample person at the end of the lines', async () => {
    const { workbench } = editor();
    await workbench.line(/department\s+<-\s\[department\]\s*Operations/).waitFor();
    await workbench.line(/hiredOn.*2017-01-09.*1\sof\s2\semployments/).waitFor();
    await workbench.screenshot('01-inline-values');
  });

  it('tells in a hover what the value is and where it came from', async () => {
    const { workbench } = editor();
    const { page } = workbench;
    await workbench.goTo(8, 6);
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+I');
    const hover = page.locator('.monaco-hover:visible', { hasText: 'Where she works' });
    await hover.waitFor();
    expect(await hover.innerText()).toMatch(/Operations for Rita Okafor.*1 of 2 employments/);
    await workbench.screenshot('02-hover');
    await page.keyboard.press('Escape');
  });

  it('previews the mapping beside the editor and follows what is typed', async () => {
    const { workbench } = editor();
    const { page } = workbench;
    await workbench.run('sfmap: Preview Mapping');
    const value = (text: string) =>
      workbench.webview().locator('tr[data-id="target displayName"] td').getByText(text, { exact: true }).waitFor();
    await value('Rita Okafor');
    await workbench.goTo(14, 55);
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.type(', "MBA"', { delay: 15 });
    await value('Rita Okafor MBA');
    await workbench.screenshot('03-preview');
    for (let undo = 0; undo < 10 && (await page.locator('.tab.active.dirty').count()) > 0; undo += 1) {
      await page.keyboard.press('Control+Z');
    }
    await value('Rita Okafor');
  });

  it('answers the rehire on one path, from the light bulb, and the value follows', async () => {
    const { workbench, server } = editor();
    await workbench.goTo(8, 20);
    await workbench.fix('Read the latest employment (rehire)', '04-rehire-one-path');
    await workbench.line(/department\s=.*results\[-1:\].*Sales\sEMEA/).waitFor();
    await workbench.save();
    const saved = readFileSync(join(server.workspace, 'worker.sfmap'), 'utf8');
    expect(saved).toContain('department = $.employmentNav.results[-1:].jobInfoNav.results[0].departmentNav');
    expect(saved).toContain('hiredOn : DateTime = $.employmentNav.results[0].startDate');
  });

  it('answers the rehire in the whole file and says what it keeps', async () => {
    const { workbench, server } = editor();
    await workbench.goTo(9, 26);
    await workbench.fix(/Read the latest employment in the whole file \(rehire\).*startDate and manager keep theirs/);
    await workbench.line(/jobTitle\s+<-\s\[jobTitle\]\s*Account/).waitFor();
    await workbench.save();
    await workbench.screenshot('05-rehire-whole-file');
    const saved = readFileSync(join(server.workspace, 'worker.sfmap'), 'utf8');
    expect(saved).toContain('replace $.employmentNav.results[0] -> $.employmentNav.results[-1:]');
  });

  it('underlines mistakes and lists them', async () => {
    const { workbench } = editor();
    const { page } = workbench;
    await workbench.openFile('mistakes.sfmap');
    await page.locator('.monaco-editor .squiggly-error').first().waitFor();
    await page.locator('.monaco-editor .squiggly-warning').first().waitFor();
    await workbench.run('Problems: Focus on Problems View');
    const row = page.locator('.markers-panel .monaco-list-row', {
      hasText: 'There is no function Jion. Did you mean Join?',
    });
    await row.waitFor();
    expect(await row.innerText()).toMatch(/SFM2001/);
    await workbench.screenshot('06-problems');
    await page.keyboard.press('Control+J');
  });

  it.each([
    ['Write divisionNav', [7, 66], 'divisionNav.name_localized'],
    ['Put blanks around !=', [8, 50], '[?(@.userNav != null)]'],
    ['Put blanks around ==', [9, 58], "[?(@.assignmentClass == 'GA')]"],
    ['Write Join', [13, 20], '<- Join('],
    ['Write [department]', [14, 22], '<- [department]'],
  ] as const)('mends a mistake from the light bulb: %s', async (title, [line, column], saved) => {
    const { workbench, server } = editor();
    await workbench.goTo(line, column);
    await workbench.fix(title, title === 'Write divisionNav' ? '07-quick-fix' : undefined);
    await workbench.save();
    expect(readFileSync(join(server.workspace, 'mistakes.sfmap'), 'utf8')).toContain(saved);
  });

  it('finds a new mistake while it is typed', async () => {
    const { workbench } = editor();
    const { page } = workbench;
    await page.locator('.monaco-editor .squiggly-warning').waitFor({ state: 'detached' });
    await workbench.goTo(14, 1);
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('city <- [locatoin]', { delay: 15 });
    await workbench.run('Problems: Focus on Problems View');
    await page.locator('.markers-panel .monaco-list-row', { hasText: 'locatoin' }).waitFor();
  });
});
