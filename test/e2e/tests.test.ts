import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Author } from './author.ts';
import { openEditor } from './open-editor.ts';

describe('the tests of mappings in the Testing view', () => {
  const editor = openEditor();
  const author = new Author(editor);
  const row = (text: string | RegExp) =>
    editor().workbench.page.locator('.test-explorer .monaco-list-row', { hasText: text }).first();
  const state = (text: string | RegExp, icon: 'passed' | 'failed') =>
    row(text).locator(`.codicon-testing-${icon}-icon`).first();

  beforeAll(async () => {
    const { workbench } = editor();
    await workbench.openFile('team.sfmap');
    await workbench.line(/department\s+<-\s\[team\]\s*Operations/).waitFor();
  });

  it('are listed below their mapping, also those of mappings that nobody has opened', async () => {
    const { workbench, server } = editor();
    const test = 'test "the id" {\n  given "people/rehire.json"\n  expect employeeId == "100401"\n}\n';
    const mapping = 'provision SuccessFactors -> EntraID\nmap {\n  employeeId <- [personIdExternal] match 1\n}\n';
    writeFileSync(join(server.workspace, 'closed.sfmap'), `${mapping}${test}`);
    await workbench.run('Testing: Focus on Test Explorer View');
    await row('team.sfmap').waitFor();
    await row('closed.sfmap').waitFor();
  });

  it('are run, and one that fails shows what was expected beside what came out', async () => {
    const { workbench } = editor();
    await workbench.run('Test: Run All Tests');
    await state('closed.sfmap', 'passed').waitFor();
    await state('team.sfmap', 'failed').waitFor();
    await row('team.sfmap').click();
    await author.press('ArrowRight');
    await state('the name is her own', 'failed').waitFor();
    await state('has a department', 'passed').waitFor();
    await workbench.run('Test: Peek Output');
    const peek = workbench.page.locator('.test-output-peek').first();
    await peek
      .locator('.view-line', { hasText: /Amara\sDiallo/ })
      .first()
      .waitFor();
    await peek
      .locator('.view-line', { hasText: /Rita\sOkafor/ })
      .first()
      .waitFor();
    await workbench.screenshot('80-test-difference');
    await author.press('Escape');
  });

  it('are run again after each change, where that is switched on', async () => {
    const { workbench, server } = editor();
    const onChange = workbench.page.locator('.part.sidebar .title-actions a[aria-label*="Continuous Run"]').first();
    await onChange.click();
    const file = join(server.workspace, 'team.sfmap');
    const text = readFileSync(file, 'utf8');
    await state('the name is her own', 'failed').waitFor();
    writeFileSync(file, text.replace('"Amara Diallo"', '"Rita Okafor"'));
    await state('the name is her own', 'passed').waitFor();
    await workbench.screenshot('81-tests-on-change');
    writeFileSync(file, text);
    await state('the name is her own', 'failed').waitFor();
    await onChange.click();
  });

  it('are recorded from the preview of the sample person', async () => {
    const { workbench } = editor();
    const { page } = workbench;
    await workbench.openFile('team.sfmap');
    await workbench.run('sfmap: Preview Mapping');
    await page.locator('.tab', { hasText: 'team.sfmap (preview)' }).waitFor();
    await workbench.webview().locator('tr[data-id="target employeeId"] td').click();
    await page.locator('.editor-group-container').nth(1).locator('a[aria-label^="Record Test"]').first().click();
    await workbench.line(/test\s"what\srehire\sgets"/).waitFor();
    await workbench.line(/expect\sdepartment\s==\s"Operations"/).waitFor();
    await workbench.screenshot('82-recorded-test');
    await row('what rehire gets').waitFor();
    await workbench.run('Test: Run All Tests');
    await state('what rehire gets', 'passed').waitFor();
    expect(await row('team.sfmap').innerText()).toContain('team.sfmap');
  });
});
