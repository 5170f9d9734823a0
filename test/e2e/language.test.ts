import { describe, it } from 'vitest';
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
    await workbench.screenshot('01-mapping');
  });
});
