import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openMapping } from './open-mapping.ts';

describe('the extension in a real extension host', () => {
  it('contributes the language', async () => {
    const document = await openMapping('worker.sfmap');
    assert.equal(document.languageId, 'sfmap');
  });

  it('activates with a mapping and registers every command that it contributes', async () => {
    const extension = vscode.extensions.getExtension('sfmap.sfmap');
    assert.ok(extension, 'the extension is there');
    await extension.activate();
    const registered = new Set(await vscode.commands.getCommands(true));
    const contributed: { command: string }[] = extension.packageJSON.contributes.commands;
    assert.deepEqual(
      contributed.map(({ command }) => command).filter((command) => !registered.has(command)),
      [],
    );
  });
});
