import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Author, LINE } from './author.ts';
import { textsTests } from './authoring-texts.ts';
import { openEditor } from './open-editor.ts';

describe('what an author of a mapping is shown while writing', () => {
  const editor = openEditor();
  const suggestions = () => editor().workbench.page.locator('.suggest-widget.visible .monaco-list-row');
  const suggestion = (text: string | RegExp) =>
    editor().workbench.page.locator('.suggest-widget.visible .monaco-list-row', { hasText: text }).first();
  const author = new Author(editor);
  const press = (key: string) => author.press(key);
  const typeBehind = (line: number, text: string) => author.typeBehind(line, text);
  const shownAt = (line: number, column: number) => author.shownAt(line, column);
  const lens = (text: string | RegExp) => author.lens(text);

  beforeAll(async () => {
    const { workbench, server } = editor();
    const project = { parameters: { businessPhoneType: '10605' } };
    writeFileSync(join(server.workspace, 'sfmap.json'), JSON.stringify(project, null, 2));
    await workbench.openFile('team.sfmap');
    await workbench.line(/department\s+<-\s\[team\]\s*Operations/).waitFor();
    await workbench.line(/businessPhone\s+=.*\+234/).waitFor();
  });
  afterEach(() => author.tidy());

  it('targets that are not mapped yet, each with the source that fits', async () => {
    const { workbench } = editor();
    await typeBehind(LINE.lastMapping, '');
    await press('Control+Space');
    await suggestion('accountEnabled').waitFor();
    await workbench.screenshot('50-complete-target');
    const names = await suggestions().allInnerTexts();
    expect(names.some((name) => /^(department|displayName)\b/.test(name))).toBe(false);
    await workbench.page.keyboard.type('jobT', { delay: 15 });
    await suggestion(/jobTitle.*\[jobTitle\]/s).waitFor();
    await press('Enter');
    await workbench.line(/jobTitle\s<-\s\[jobTitle\]/).waitFor();
  });

  it('attributes with their values', async () => {
    const { workbench } = editor();
    await typeBehind(LINE.lastMapping, 'jobTitle <- [jobT');
    await suggestion(/jobTitle.*Operations Coordinator/s).waitFor();
    await workbench.screenshot('51-complete-attribute');
    await press('Enter');
    await workbench.line(/jobTitle\s<-\s\[jobTitle\]/).waitFor();
  });

  it('functions with places that Tab leads through', async () => {
    const { workbench } = editor();
    const { keyboard } = workbench.page;
    await typeBehind(LINE.lastMapping, 'jobTitle <- IIF');
    await suggestion(/IIF.*condition, valueIfTrue, valueIfFalse/s).waitFor();
    await press('Enter');
    await workbench.line(/IIF\(condition,\svalueIfTrue,\svalueIfFalse\)/).waitFor();
    for (const [text, key] of [
      ['1', 'Tab'],
      ['2', 'Tab'],
      ['3', 'Escape'],
    ] as const) {
      await keyboard.type(text);
      await suggestions().first().waitFor({ state: 'hidden' });
      await press(key);
    }
    await workbench.line(/jobTitle\s<-\sIIF\(1,\s2,\s3\)/).waitFor();
  });

  it('steps of a path with the values of the sample person', async () => {
    const { workbench } = editor();
    await typeBehind(LINE.thirdJob, 'family = $.personalInfoNav.results[0].lastN');
    await suggestion(/lastName.*Okafor/s).waitFor();
    await workbench.screenshot('52-complete-step');
    await press('Enter');
    await workbench.line(/family\s=\s\$\.personalInfoNav\.results\[0\]\.lastName/).waitFor();
  });

  it('filters from values that occur', async () => {
    const { workbench } = editor();
    await typeBehind(LINE.thirdJob, 'desk = $');
    await suggestion('employmentNav').waitFor();
    // Whoever types slowly sees the list: the dot takes nothing from it.
    await author.type(".phoneNav.results[?(@.phoneType == '");
    await suggestion('10605').waitFor();
    await workbench.screenshot('53-complete-filter');
    await workbench.page.keyboard.type('10605');
    await suggestion('businessPhoneType').waitFor({ state: 'hidden' });
    await press('Enter');
    await workbench.line(/desk\s=.*phoneType\s==\s'10605'/).waitFor();
    // What is written out needs no proposal: Enter begins the next line.
    await press('End');
    await author.type('.phoneNumber');
    await suggestion('phoneNumber').waitFor();
    await press('Enter');
    await author.place(`Ln ${LINE.thirdJob + 2},`).waitFor();
  });

  it('the parameter of a call that is being written', async () => {
    const { workbench } = editor();
    const { page } = workbench;
    const active = (name: RegExp) =>
      page.locator('.parameter-hints-widget.visible .parameter.active', { hasText: name }).first();
    await workbench.goTo(LINE.displayName, 27);
    await press('Control+Shift+Space');
    await active(/separator/i).waitFor();
    await workbench.screenshot('54-signature');
    for (let steps = 0; steps < 6; steps += 1) await press('ArrowRight');
    await active(/source/i).waitFor();
  });

  it('in a hover why an attribute is empty', async () => {
    const hover = await shownAt(LINE.thirdJob, 5);
    await hover.getByText('no third employment').waitFor();
    expect(await hover.innerText()).toMatch(/employmentNav has 2 records/);
    await editor().workbench.screenshot('55-hover-empty');
  });

  it('the page of a function inside of the editor', async () => {
    const { workbench } = editor();
    const hover = await shownAt(LINE.displayName, 24);
    await hover.getByText('All about Join').click();
    await workbench.page.locator('.tab.active', { hasText: 'Join.md' }).waitFor();
    await workbench.screenshot('56-function-page');
  });

  it.each([
    ['an attribute its line', LINE.department, 24, 'team.sfmap', `Ln ${LINE.team},`],
    ['a step of a path its place in the payload', LINE.team, 60, 'rehire.json', /Ln \d{3,}/],
    ['a built-in attribute its list', LINE.office, 55, 'inbound', /Ln \d+/],
  ] as const)('where a name comes from: %s', async (title, line, column, tab, place) => {
    const { workbench } = editor();
    const { page } = workbench;
    await workbench.goTo(line, column);
    await press('F12');
    await page.locator('.tab.active', { hasText: tab }).waitFor();
    await page.locator('.statusbar-item', { hasText: place }).first().waitFor();
    if (title.startsWith('a step')) await workbench.screenshot('57-in-the-payload');
  });

  it('every place of a name', async () => {
    const { workbench } = editor();
    const { page } = workbench;
    await workbench.goTo(LINE.team, 4);
    await page.locator('.monaco-editor .wordHighlight, .monaco-editor .wordHighlightStrong').first().waitFor();
    await press('Shift+F12');
    await page
      .locator('.reference-zone-widget .ref-tree .monaco-list-row', { hasText: 'IS NOT NULL' })
      .first()
      .waitFor();
    await workbench.screenshot('58-references');
  });

  it('its outline, and names of every mapping in the folder', async () => {
    const { workbench } = editor();
    const { page } = workbench;
    await press('Control+Shift+O');
    await workbench.quickRow('thirdJob').waitFor();
    await workbench.screenshot('59-outline');
    await workbench.quickInput().fill('@a worker');
    await workbench.quickRow('a worker who was hired again').waitFor();
    await press('Escape');
    await press('Control+T');
    await workbench.quickInput().fill('#hiredOn');
    await workbench.quickRow(/hiredOn.*worker\.sfmap/s).waitFor();
    await press('Escape');
    await workbench.quickInput().waitFor({ state: 'hidden' });
    await page.locator('.tab.active', { hasText: 'team.sfmap' }).waitFor();
  });

  it('blocks that fold', async () => {
    const { workbench } = editor();
    await workbench.run('Fold All');
    await workbench.line(/telephoneNumber/).waitFor({ state: 'detached' });
    await workbench.screenshot('60-folded');
    await workbench.run('Unfold All');
    await workbench.line(/telephoneNumber/).waitFor();
  });

  it('a sample in the colour of its meaning, which the grammar does not know', async () => {
    await editor().workbench.page.waitForFunction(`(() => {
      const parts = [...document.querySelectorAll('.monaco-editor .view-line span > span')];
      const colours = (text) => parts.filter((part) => part.textContent.trim() === text)
        .map((part) => getComputedStyle(part).color);
      const [sample] = colours('rehire');
      const [system] = colours('SuccessFactors');
      return sample !== undefined && sample === system;
    })()`);
  });

  it('its usual form on request', async () => {
    const { workbench } = editor();
    await workbench.run('Format Document');
    await workbench.line(/department\s{10,}<-\s\[team\]/).waitFor();
    await workbench.screenshot('61-formatted');
  });

  it('lenses: the values of everything, which follow what is typed, and what fails in a test', async () => {
    const { workbench } = editor();
    await lens('passes').waitFor();
    await lens(/fails: displayName is "Rita Okafor"/).waitFor();
    await lens('5 of 5 resolved').click();
    await workbench.line(/displayName\s+Rita\sOkafor/, 1).waitFor();
    await workbench.goTo(LINE.displayName, 24);
    await workbench.screenshot('62-lenses-and-values');
    await typeBehind(LINE.lastMapping, 'jobTitle <- "Lead"');
    await workbench.line(/jobTitle\s+Lead/, 1).waitFor();
    await lens('6 of 6 resolved').waitFor();
    await workbench.run('File: Revert File');
    await lens(/fails: displayName/).click();
    await workbench.line(/Amara\sDiallo/, 1).waitFor();
    await workbench.screenshot('63-test-report');
  });

  it('problems of mappings that nobody has opened, and the page of a rule', async () => {
    const { workbench } = editor();
    const { page } = workbench;
    await workbench.run('Problems: Focus on Problems View');
    const row = page.locator('.markers-panel .monaco-list-row', { hasText: 'There is no function Jion' }).first();
    await row.waitFor();
    await workbench.screenshot('64-problems-of-closed-files');
    await row.locator('a', { hasText: 'SFM2001' }).click();
    await page.locator('.tab.active', { hasText: 'SFM2001' }).waitFor();
    await press('Control+J');
  });

  textsTests(editor, author);

  it('a constant as a parameter, from the light bulb', async () => {
    const { workbench } = editor();
    await workbench.goTo(LINE.displayName, 73);
    await workbench.fix(/Extract parameter \w+ = "unknown"/, '65-refactor');
    await workbench.line(/param\s.*=\s"unknown"/).waitFor();
  });

  const rename = async (line: number, column: number, name: string) => {
    const { workbench } = editor();
    await workbench.goTo(line, column);
    await press('F2');
    const box = workbench.page.locator('.rename-box input:visible').first();
    await box.waitFor();
    await box.fill(name);
    await press('Enter');
    await box.waitFor({ state: 'hidden' });
  };

  it('another name at all of its places', async () => {
    const { workbench } = editor();
    await rename(LINE.team, 4, 'office');
    await workbench.line(/department\s+<-\s\[office\]/).waitFor();
    await workbench.line(/"Hired":\s\[office\]/).waitFor();
  });

  it('another name of a parameter, in sfmap.json too', async () => {
    const { workbench, server } = editor();
    await rename(LINE.param, 9, 'deskPhone');
    await workbench.line(/param\sdeskPhone/).waitFor();
    await expect
      .poll(() => readFileSync(join(server.workspace, 'sfmap.json'), 'utf8'), { timeout: 20_000, interval: 500 })
      .toMatch(/"deskPhone":\s*"10605"/);
    await workbench.screenshot('66-renamed-parameter');
  });

  it('mended text when a file is saved, where the settings ask for it', async () => {
    const { workbench, server } = editor();
    await workbench.openFile('mistakes.sfmap');
    server.set({ 'editor.codeActionsOnSave': { 'source.fixAll.sfmap': 'explicit' } });
    await workbench.page.locator('.monaco-editor .squiggly-error').first().waitFor();
    await expect
      .poll(
        async () => {
          await press('Control+S');
          return readFileSync(join(server.workspace, 'mistakes.sfmap'), 'utf8');
        },
        { timeout: 20_000, interval: 500 },
      )
      .toMatch(/divisionNav[\s\S]*<- Join\([\s\S]*<- \[department\]/);
  });
});
