import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Author, LINE } from './author.ts';
import type { Editor } from './open-editor.ts';

/** Samples, texts to read, selections and layout, in the workbench of the tests that call this. */
export function textsTests(editor: () => Editor, author: Author): void {
  it('the values of another sample, once it stands first', async () => {
    const { workbench } = editor();
    await author.typeBehind(LINE.lastMapping, 'jobTitle <- IIF([team] = "IT Services", [team], [thirdJob])');
    await author.press('Escape');
    await author.lens('5 of 6 resolved').waitFor();
    const moveSample = async (from: number, key: string) => {
      await workbench.goTo(from, 1);
      await author.place(`Ln ${from}, Col 1`).waitFor();
      await author.press(key);
    };
    await moveSample(LINE.secondSample, 'Alt+ArrowUp');
    await workbench.line(/department\s+<-\s\[team\]\s*IT\sServices/).waitFor();
    await workbench.line(/displayName\s+<-.*Mei-Ling\sTan/).waitFor();
    await author.lens('6 of 6 resolved').waitFor();
    await workbench.screenshot('70-other-sample');
    await moveSample(LINE.firstSample, 'Alt+ArrowDown');
    await workbench.line(/department\s+<-\s\[team\]\s*Operations/).waitFor();
    await author.lens('5 of 6 resolved').waitFor();
  });

  it('the values of a sample that was saved, from the file that its link opens', async () => {
    const { workbench, server } = editor();
    const { page } = workbench;
    await page.keyboard.down('Control');
    await workbench
      .line(/sample\srehire/)
      .locator('span', { hasText: 'people/rehire.json' })
      .last()
      .click();
    await page.keyboard.up('Control');
    await page.locator('.tab.active', { hasText: 'rehire.json' }).waitFor();
    await workbench.screenshot('71-sample-by-link');
    const file = join(server.workspace, 'people/rehire.json');
    await workbench.openFile('team.sfmap');
    const saved = readFileSync(file, 'utf8');
    writeFileSync(file, saved.replaceAll('"Operations"', '"Night Shift"'));
    await workbench.line(/department\s+<-\s\[team\]\s*Night\sShift/).waitFor();
    writeFileSync(file, saved);
    await workbench.line(/department\s+<-\s\[team\]\s*Operations/).waitFor();
  });

  it('the other place of a problem', async () => {
    const { workbench } = editor();
    await author.typeBehind(LINE.lastMapping, 'department <- [company]');
    await author.press('Escape');
    await workbench.run('Problems: Focus on Problems View');
    const rows = workbench.page.locator('.markers-panel .monaco-list-row');
    await rows.filter({ hasText: 'The target department is mapped twice' }).first().waitFor();
    await rows.filter({ hasText: 'The target department is mapped twice' }).first().click();
    await author.press('ArrowRight');
    const place = rows.filter({ hasText: 'The first department' }).first();
    await place.waitFor();
    await workbench.screenshot('72-related-place');
    await place.dblclick();
    await author.place(`Ln ${LINE.department},`).waitFor();
  });

  it("the attribute list of Entra's connector", async () => {
    const { workbench } = editor();
    await workbench.run('sfmap: Show Attribute List');
    await workbench.page.locator('.tab.active', { hasText: 'inbound' }).waitFor();
    await workbench.line(/personIdExternal.*\$\.personIdExternal/, 1).waitFor();
    await workbench.screenshot('73-attribute-list');
  });

  it('the OData query, which follows what is mapped', async () => {
    const { workbench } = editor();
    await workbench.run('sfmap: Show OData Query');
    const query = (text: RegExp) => workbench.line(text, 1);
    await query(/\$expand=|employmentNav/).waitFor();
    await workbench.screenshot('74-odata-query');
    await workbench.run('View: Focus First Editor Group');
    await author.typeBehind(LINE.lastMapping, 'costCenter <- [costCenter');
    await author.press('Escape');
    await query(/costCenterNav/).waitFor();
  });

  it('a selection that grows by what belongs together', async () => {
    const { workbench } = editor();
    await workbench.goTo(LINE.displayName, 34);
    const grown = ['0'];
    // VS Code puts words and brackets of its own between ours.
    for (let steps = 0; steps < 8; steps += 1) {
      await author.press('Shift+Alt+ArrowRight');
      await expect.poll(() => author.chosen(), { timeout: 10_000 }).not.toBe(grown.at(-1));
      grown.push(await author.chosen());
      if (steps === 4) await workbench.screenshot('75-selection-grows');
    }
    const parts = ['firstName', '[firstName]', 'Join(" ", [firstName], [lastName])'];
    expect(grown).toEqual(expect.arrayContaining(parts.map(({ length }) => String(length))));
    await author.press('Shift+Alt+ArrowLeft');
    await author.place(`(${grown.at(-2)} selected)`).waitFor();
  });

  it('the usual form of what is chosen, and of nothing else', async () => {
    const { workbench } = editor();
    await author.typeBehind(LINE.lastMapping, 'jobTitle<-[jobTitle]');
    await author.press('Escape');
    await author.press('Shift+Home');
    await author.press('Control+K');
    await author.press('Control+F');
    await workbench.line(/jobTitle\s{4,}<-\s\[jobTitle\]/).waitFor();
    // A line of another width keeps its own columns.
    await workbench.line(/physicalDeliveryOfficeName\s<-\sJoin/).waitFor();
    await workbench.line(/employeeId\s{6}<-/).waitFor();
  });

  it('the usual form of a block when its brace is typed', async () => {
    const { workbench } = editor();
    await workbench.set({ 'editor.formatOnType': true, 'editor.autoClosingBrackets': 'never' });
    await workbench.goTo(LINE.lastMapping + 1, 2);
    await author.press('Enter');
    await author.type('limits {');
    await author.press('Enter');
    await author.type('disable<=5');
    await author.press('Enter');
    await author.type('}');
    await workbench.line(/^\s\sdisable\s<=\s5$/).waitFor();
    await workbench.screenshot('76-formatted-on-type');
    await workbench.set({ 'editor.formatOnType': false, 'editor.autoClosingBrackets': 'languageDefined' });
  });

  it('its outline beside the files, which leads to a name', async () => {
    const { workbench } = editor();
    await workbench.run('Explorer: Focus on Outline View');
    const rows = workbench.page.locator('.outline-pane .monaco-list-row');
    await rows.filter({ hasText: 'businessPhoneType' }).first().waitFor();
    await workbench.page.keyboard.type('thirdJob');
    await rows.filter({ hasText: 'thirdJob' }).first().waitFor();
    await workbench.screenshot('77-outline-view');
    await author.press('Enter');
    await author.place(`Ln ${LINE.thirdJob},`).waitFor();
    await workbench.run('View: Focus Active Editor Group');
  });
}
