import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../support/ide.ts';
import { openEditor } from './open-editor.ts';

describe('a mapping that is not on a disk', () => {
  const editor = openEditor({ companion: join(root, 'test/support/memo-folder') });

  it('has its problems, and the fix for one', async () => {
    const { workbench } = editor();
    await workbench.run('Memo: Open Mapping');
    await workbench.page.locator('.monaco-editor .squiggly-error').first().waitFor();
    await workbench.goTo(7, 24);
    await workbench.fix('Write Join');
    await workbench.line(/displayName\s+<-\s+Join\(/).waitFor();
  });

  it('is formatted', async () => {
    const { workbench } = editor();
    await workbench.run('Format Document');
    await workbench.line(/displayName\s<-\sJoin\(/).waitFor();
    await workbench.screenshot('18-not-on-a-disk');
  });

  it.each(['sfmap: Run Full Sync', 'sfmap: Preview Sync', 'sfmap: Fetch Sample Person'])(
    'is told why not by %s',
    async (title) => {
      const { workbench } = editor();
      await workbench.run(title);
      const toast = workbench.toast(/in a folder on disk; this one comes from "memo"/);
      await toast.waitFor();
      expect(await toast.innerText()).toContain('Editing and checking work.');
      await workbench.clearToasts();
    },
  );
});
