import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { useTenant } from './support/set-up.ts';
import { example } from './support/sfmap.ts';

const tenant = useTenant();
const { sfmap } = tenant;

const file = (name: string, text: string | Buffer) => {
  const path = join(sfmap.folder, name);
  writeFileSync(path, text);
  return path;
};

describe('standard output', () => {
  test('a reader that goes away ends the output, not the command: the run is finished and keeps its exit code', async () => {
    const args = [
      'writeback',
      example('scenario-1'),
      '--connection',
      'sandbox',
      '--all',
      '--yes',
      '--state',
      sfmap.folder,
    ];
    const child = spawn(process.execPath, [sfmap.bundle, ...args], {
      env: { ...process.env, ...sfmap.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    const code = await new Promise((resolve) => child.on('close', resolve));
    // Three accounts of the sandbox have no employee id, so the run ends with 1, as it does when somebody reads it.
    expect(code).toBe(1);
    const again = await sfmap.run(['preview', example('scenario-1'), '--connection', 'sandbox', '--all']);
    expect(again.out).toMatch(/· 0 rows to write/);
  });

  test('nothing in a payload or a mapping steers the terminal', async () => {
    const person = {
      personIdExternal: '\u001b[2J1',
      personalInfoNav: { results: [{ displayName: 'A\u001b]0;x\u0007B\rC' }] },
    };
    const payload = file('hostile.json', JSON.stringify(person));
    const mapping = file(
      'hostile.sfmap',
      'provision SuccessFactors -> EntraID\nmap { "x\u001b[31m" <- [displayName] }\n',
    );
    for (const args of [
      ['eval', mapping, '--payload', payload],
      ['check', mapping, '--payload', payload],
    ]) {
      const { out, err } = await sfmap.run(args);
      expect(out + err).not.toMatch(/[^\P{Cc}\n\t]/u);
    }
  });

  test('a fixed file comes out byte for byte', async () => {
    const text = 'provision SuccessFactors -> EntraID\r\nmap {\r\n  displayName <- "\u0001\u202e"\r\n}\r\n';
    expect((await sfmap.run(['fix', file('bytes.sfmap', text)])).out).toBe(text);
  });
});

describe('standard input', () => {
  test('is UTF-8 text, as a file is', async () => {
    const bytes = file('latin1.sfmap', Buffer.from('provision \xe4', 'latin1'));
    const named = await sfmap.run(['check', bytes]);
    expect(named.code).toBe(2);
    const { code, err } = await new Promise<{ code: number | null; err: string }>((resolve) => {
      const child = spawn(process.execPath, [sfmap.bundle, 'check', '-'], { stdio: ['pipe', 'ignore', 'pipe'] });
      let text = '';
      child.stderr.on('data', (piece) => {
        text += piece;
      });
      child.on('close', (ended) => resolve({ code: ended, err: text }));
      child.stdin.end(Buffer.from('provision \xe4', 'latin1'));
    });
    expect(code).toBe(2);
    expect(err).toContain('Standard input is not UTF-8 text.');
  });
});
