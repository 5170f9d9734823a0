import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { Author, LINE } from './author.ts';
import { openEditor } from './open-editor.ts';

const THEMES = ['light', 'dark', 'contrast'] as const;
const HOSTILE = '<img src=x onerror="window.hit=1">\u202egnp.exe\u0007';

const COPIES = ['a', 'b', 'c', 'd'].map((name) => `people/copy-${name}.json`);
const LONG = `provision SuccessFactors -> EntraID
sample rehire = "people/rehire.json"
map {
  employeeId <- [personIdExternal] match 1
${Array.from({ length: 1_000 }, (_, at) => `  extension_${at} <- Join("-", [lastName], "${at}")`).join('\n')}
}
`;

describe('the preview of a mapping, an editor beside it', () => {
  const editor = openEditor();
  const author = new Author(editor);
  const view = () => editor().workbench.webview();
  /** Enter takes the keyboard to a line of the mapping. */
  const enterMapping = async (line: number) => {
    await author.press('Enter');
    await author.place(new RegExp(`Ln ${line},`)).waitFor();
    // The editor looks four times a second whether a page has the keyboard: a page that loses it and has it back in between
    // is not the active editor any more, and its title has no buttons.
    await editor().workbench.page.waitForTimeout(1_000);
  };
  const row = (name: string) => view().locator(`tr[data-id="target ${name}"]`);
  const cell = (name: string, column = 0) => row(name).locator('td').nth(column);
  const box = (name: string) => view().getByRole('checkbox', { name });
  const focused = () => view().locator(':focus');
  const says = (place: Locator, text: string | RegExp) => place.filter({ hasText: text }).waitFor();
  const names = () => view().locator('tr[data-id^="target"]:visible th').allTextContents();
  const button = (title: string) =>
    editor().workbench.page.locator(`.editor-group-container.active .editor-actions a[aria-label^="${title}"]`).first();

  /** Ticks people in the list that is open, and takes them. */
  const tick = async (...files: readonly string[]) => {
    for (const file of files) await editor().workbench.choose(file);
    await editor().workbench.page.locator('.quick-input-widget:visible').getByRole('button', { name: 'OK' }).click();
  };

  beforeAll(async () => {
    const { workbench, server } = editor();
    // Files that come later are not found by their names at once.
    const file = (...path: string[]) => join(server.workspace, ...path);
    const person = { personIdExternal: HOSTILE, personalInfoNav: { results: [{ firstName: HOSTILE, lastName: 'x' }] } };
    writeFileSync(file('people', 'hostile.json'), JSON.stringify(person));
    for (const copy of COPIES) cpSync(file('people', 'conversion.json'), file(copy));
    writeFileSync(file('long.sfmap'), LONG);
    await workbench.openFile('team.sfmap');
    await workbench.line(/department\s+<-\s\[team\]\s*Operations/).waitFor();
  });

  it('shows targets and source attributes of the sample person, without any directory', async () => {
    const { workbench } = editor();
    await workbench.run('sfmap: Preview Mapping');
    await says(cell('department'), 'Operations');
    await says(cell('displayName'), 'Rita Okafor');
    expect(await view().locator('thead').innerText()).toMatch(/Rita Okafor · 100401[\s\S]*rehire[\s\S]*no directory/);
    expect(await view().locator('tr[data-id="attribute thirdJob"] td').innerText()).toContain('no third employment');
    expect(await box('Only changes').isDisabled()).toBe(true);
    await workbench.screenshot('60-preview', THEMES);
  });

  it('follows what is typed', async () => {
    const { workbench } = editor();
    const before = await row('department').elementHandle();
    await author.typeBehind(LINE.lastMapping, '  city <- Join(" ", [firstName], "was here")');
    await says(cell('city'), 'Rita was here');
    // What says the same is the same element still.
    expect(await before?.evaluate((element) => (element as { isConnected?: boolean }).isConnected)).toBe(true);
    await workbench.screenshot('61-preview-follows');
    await workbench.run('File: Revert File');
    await row('city').waitFor({ state: 'detached' });
  });

  it('is worked with the keyboard alone: filter, arrow keys, why, and Enter to the mapping', async () => {
    const { workbench } = editor();
    const { page } = workbench;
    await cell('displayName').click();
    await author.press('ArrowDown');
    expect(await focused().innerText()).toContain('Operations');
    await author.press('ArrowLeft');
    expect(await focused().innerText()).toBe('department');
    await author.press('Space');
    await says(view().locator('#reason'), 'department ← "Operations"');
    await author.press('ArrowDown');
    await says(view().locator('#reason'), 'physicalDeliveryOfficeName ←');
    await workbench.screenshot('62-preview-why');
    await author.press('/');
    await page.keyboard.type('opera');
    await says(view().locator('#shown'), /^3 of \d+ rows$/);
    await author.press('Escape');
    await says(view().locator('#shown'), /^(\d+) of \1 rows$/);
    await author.press('Escape');
    await author.press('Control+Home');
    await author.press('Space');
    await view().locator('#reason').waitFor({ state: 'hidden' });
    for (let step = 0; step < 2; step += 1) await author.press('ArrowDown');
    await enterMapping(LINE.department);
  });

  it('leads to the declaration by a click, and the keyboard stays', async () => {
    await view().locator('tr[data-id="attribute team"] th').click();
    const line = editor().workbench.page.locator('.editor-group-container').first().locator('.active-line-number');
    await line.getByText(String(LINE.team), { exact: true }).waitFor();
    expect(await focused().innerText()).toBe('team');
    await enterMapping(LINE.team);
  });

  it('shows only what is empty', async () => {
    await box('Only empty').check();
    expect(await names()).toEqual(['telephoneNumber']);
    await box('Only empty').uncheck();
    expect((await names()).length).toBe(5);
  });

  it('compares with the directory at a command, and keeps that while the mapping is typed', async () => {
    const { workbench } = editor();
    await cell('department').click();
    await button('Compare With Directory').click();
    await workbench.choose(/sandbox/);
    await says(view().locator('thead'), /rita\.okafor@contoso\.example, matched by employeeId 100401/);
    await says(cell('department'), /Sales EMEA.*→.*Operations.*changed/);
    await box('Only changes').check();
    expect(await names()).not.toContain('employeeId');
    await workbench.screenshot('63-preview-old-new', THEMES);
    await workbench.run('View: Focus First Editor Group');
    await workbench.goTo(LINE.department, 27);
    await author.press('End');
    await author.press('Shift+Home');
    await author.type('  department <- "Sales EMEA"');
    await row('department').waitFor({ state: 'hidden' });
    await workbench.run('File: Revert File');
    await says(cell('department'), /Sales EMEA.*→.*Operations.*changed/);
    await box('Only changes').uncheck();
  });

  it('puts people side by side', async () => {
    const { workbench } = editor();
    await cell('department').click();
    await button('Choose Preview People').click();
    await tick('people/conversion.json', 'people/hostile.json');
    await says(view().locator('thead'), 'conversion.json');
    await cell('displayName', 2).waitFor();
    await workbench.screenshot('64-preview-people', THEMES);
  });

  it('shows characters that would steer it by their names, and runs nothing of a value', async () => {
    const text = await cell('employeeId', 2).innerText();
    expect(text).toContain('<img src=x onerror=');
    expect(text).toMatch(/RIGHT-TO-LEFT OVERRIDE/);
    expect(text).toMatch(/BELL/);
    expect(await view().locator('img').count()).toBe(0);
    expect(await view().locator('body').evaluate('window.hit')).toBeUndefined();
  });

  it('tells a screen reader what each part is', async () => {
    const tree = await view().locator('body').ariaSnapshot();
    for (const part of [
      /search "Rows":/,
      /searchbox "Filter names and values"/,
      /checkbox "Only changes"/,
      /status: \d+ of \d+ rows/,
      /grid "Preview of team\.sfmap"/,
      /columnheader "Rita Okafor · 100401"/,
      /rowheader "Targets"/,
      /rowheader "department"/,
      /gridcell "Sales EMEA becomes Operations changed"/,
    ])
      expect(tree).toMatch(part);
    expect(await view().locator('#news').getAttribute('aria-live')).toBe('polite');
    expect(await view().locator('#reason').getAttribute('aria-live')).toBe('polite');
    // One cell alone takes part in the order of the Tab key.
    expect(await view().locator('table [tabindex="0"]').count()).toBe(1);
  });

  it('has texts that can be read in every theme', async () => {
    const { workbench } = editor();
    for (const theme of THEMES) {
      await workbench.wear(theme);
      expect(await view().locator('body').evaluate(lowestContrast), theme).toBeGreaterThan(4.5);
    }
    await workbench.wear('light');
  });

  it('loads nothing but its own files, and no script of another', async () => {
    const policy = await view().locator('meta[http-equiv]').getAttribute('content');
    expect(policy).toMatch(/^default-src 'none'; style-src \S+( \S+)*; script-src 'nonce-[^']+';/);
    expect(policy).not.toMatch(/unsafe/);
  });

  it('is there again after a reload, with its people and filters', async () => {
    const { workbench } = editor();
    const { page } = workbench;
    await box('Only empty').check();
    await view().getByRole('searchbox').fill('phone');
    await says(view().locator('#shown'), /^2 of /);
    // The window says goodbye, as when somebody reloads it: what pages keep is written then.
    await Promise.all([page.waitForEvent('load'), workbench.run('Developer: Reload Window')]);
    await page.locator('.tab', { hasText: 'team.sfmap (preview)' }).waitFor();
    await says(view().locator('thead'), 'conversion.json');
    await says(view().locator('#shown'), /^2 of /);
    expect(await view().getByRole('searchbox').inputValue()).toBe('phone');
    expect(await box('Only empty').isChecked()).toBe(true);
    await says(view().locator('thead'), 'no directory');
    await view().getByRole('searchbox').fill('');
    await box('Only empty').uncheck();
  });

  it('stays quick with 1,000 targets and five people', async () => {
    const { workbench } = editor();
    await workbench.run('View: Close All Editors');
    await workbench.openFile('long.sfmap');
    await workbench.run('sfmap: Preview Mapping');
    await says(cell('extension_999'), 'Okafor-999');
    await workbench.run('sfmap: Choose Preview People');
    await tick(...COPIES);
    await cell('extension_999', 4).waitFor();
    await workbench.goTo(5, 44);
    await author.press('End');
    await author.press('ArrowLeft');
    await author.press('ArrowLeft');
    await view()
      .locator('body')
      .evaluate(`window.drawn = 0; new MutationObserver((list) => (window.drawn += list.length))
      .observe(document.querySelector('table'), { childList: true, subtree: true, characterData: true })`);
    await author.press('7');
    await says(cell('extension_0', 4), '-07');
    // Five cells of 5,000 are drawn anew; how long an answer takes is measured in the benchmarks.
    expect(await view().locator('body').evaluate('window.drawn')).toBeLessThanOrEqual(5);
    await workbench.screenshot('65-preview-long');
    await workbench.run('File: Revert File');
  });
});

/** The lowest contrast of a text with the surface behind it (WCAG 2.2, 1.4.3). */
const lowestContrast = `(() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = parts(colour).slice(0, 3).map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if ((parts(colour)[3] ?? 1) === 1) return colour;
    }
    return 'rgb(255,255,255)';
  };
  let worst = 21;
  for (const element of document.querySelectorAll('main *')) {
    if (element.closest('[hidden]') !== null) continue;
    if (![...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '')) continue;
    const [a, b] = [light(getComputedStyle(element).color), light(behind(element))].sort((x, y) => y - x);
    worst = Math.min(worst, (a + 0.05) / (b + 0.05));
  }
  return worst;
})()`;
