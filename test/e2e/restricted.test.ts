import { describe, expect, it } from 'vitest';
import { openEditor } from './open-editor.ts';

describe('a workspace that is not trusted', () => {
  const editor = openEditor({ trust: true, settings: { 'security.workspace.trust.startupPrompt': 'never' } });

  it('shows problems and values as everywhere', async () => {
    const { workbench } = editor();
    await workbench.openFile('mistakes.sfmap');
    await workbench.page.locator('.monaco-editor .squiggly-error').first().waitFor();
    await workbench.line(/jobClass.*no\sGA\semployment/).waitFor();
  });

  it.each([
    'sfmap: Test Connection',
    'sfmap: Fetch Sample Person',
    'sfmap: Compare With Directory',
    'sfmap: Run Writeback',
    'sfmap: Resume Run',
    'sfmap: Retry Failed',
    'sfmap: Undo Run',
    'sfmap: Show Person History',
  ])('says why this does not run: %s', async (command) => {
    const { workbench } = editor();
    await workbench.run(command);
    const toast = workbench.toast('it is not trusted');
    await toast.waitFor();
    expect(await toast.innerText()).toMatch(/Manage Trust/);
    if (command.endsWith('Writeback')) await workbench.screenshot('30-restricted');
    await workbench.clearToasts();
  });

  it('shows the people of files, and says why nobody of the tenant', async () => {
    const { workbench } = editor();
    await workbench.openFile('worker.sfmap');
    await workbench.run('sfmap: Choose Sample Person');
    await workbench.choose('people/conversion.json');
    await workbench.line(/displayName\s+<-.*Mei-Ling\sTan/).waitFor();
    await workbench.run('sfmap: Choose Sample Person');
    await workbench.quickRow('needs a trusted workspace').waitFor();
    await workbench.screenshot('31-restricted-sample');
    await workbench.choose('A rehire');
    await workbench.toast('it is not trusted').waitFor();
    await workbench.clearToasts();
  });
});
