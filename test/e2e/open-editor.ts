import { join } from 'node:path';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { type IdeServer, launchBrowser, root, type ServerOptions, startServer, VSIX } from '../support/ide.ts';
import { Workbench } from '../support/workbench.ts';

export interface Editor {
  readonly workbench: Workbench;
  readonly server: IdeServer;
}

/**
 * A workbench with the packaged extension for the tests of one file. The function that is returned gives it; a test
 * that fails leaves a picture.
 */
export function openEditor(options: Partial<ServerOptions> = {}): () => Editor {
  let editor: (Editor & { close(): Promise<void> }) | undefined;
  beforeAll(async () => {
    const folder = join(root, 'test/support/workspace');
    const server = await startServer({ folder, vsix: VSIX, ...options });
    try {
      const browser = await launchBrowser(server);
      const close = async () => {
        await browser.close();
        await server.stop();
      };
      editor = { workbench: await Workbench.open(browser, server), server, close };
    } catch (error) {
      await server.stop();
      throw error;
    }
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail' || editor === undefined) return;
    const shown = await editor.workbench.failure(task.name);
    // Where only the words of a run are kept, these are all that tells why.
    for (const error of task.result.errors ?? []) {
      const stack = error.stack?.split('\n').filter((line) => !line.includes('node_modules')) ?? [];
      error.stack = [...stack, 'The window showed', shown].join('\n');
    }
  });
  afterAll(async () => {
    await editor?.close();
  });
  return () => {
    if (editor === undefined) throw new Error('The editor did not open.');
    return editor;
  };
}
