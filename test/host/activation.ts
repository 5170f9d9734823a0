import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { Socket } from 'node:net';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { openMapping, until } from './open-mapping.ts';

/** The command lines of the processes that this extension host has started. */
function children(): readonly string[] {
  const all = execFileSync('ps', ['-eo', 'ppid=,args='], { encoding: 'utf8' }).split('\n');
  return all.filter((line) => Number.parseInt(line, 10) === process.pid);
}

describe('the extension in a real extension host', () => {
  it('opens no connection and starts no engine and no sandbox before a command asks', async () => {
    const { connect } = Socket.prototype;
    const connections: unknown[][] = [];
    Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
      connections.push(args);
      return Reflect.apply(connect, this, args);
    } as typeof connect;
    try {
      await openMapping('worker.sfmap');
      await vscode.extensions.getExtension('sfmap.sfmap')?.activate();
      const isOurs = (line: string) => line.includes(`${path.sep}dist${path.sep}`) && line.includes('.cjs');
      const ours = await until(
        'the language server',
        () => children().filter(isOurs),
        (all) => all.length > 0,
      );
      assert.deepEqual(
        ours.filter((line) => !line.includes('server')),
        [],
      );
      assert.deepEqual(connections, []);
    } finally {
      Socket.prototype.connect = connect;
    }
  });

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
