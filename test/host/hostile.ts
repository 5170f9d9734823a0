import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { fileUri, openMapping, until } from './open-mapping.ts';

const HEAD = 'provision SuccessFactors -> EntraID\n';

/** A mapping whose text is made to keep a program busy, or to lead it out of the folder. */
const MAPPINGS: readonly (readonly [name: string, text: string])[] = [
  [
    'a pattern that goes back and forth',
    `${HEAD}sample a = "people/rehire.json"\nscope { [company] REGEX MATCH "(a+)+$" }\nmap { mail <- Replace([email], , "^(([a-z])+.)+[A-Z]([a-z])+$", , "x", , ) }\n`,
  ],
  [
    'a path whose filter does',
    `${HEAD}sample a = "people/rehire.json"\nsource { x = $..[?(@.a =~ /(a+)+$/)] }\nmap { mail <- [x] }\n`,
  ],
  ['calls in calls', `${HEAD}map { mail <- ${'ToUpper('.repeat(20_000)}[email]${')'.repeat(20_000)} }\n`],
  ['brackets that never close', `${HEAD}source { x = $.a${'[?(@'.repeat(20_000)}\n}\n`],

  ['a device for a sample', `${HEAD}sample a = "hostile/zero.json"\nmap { mail <- [email] }\n`],
  ['a pipe for a sample', `${HEAD}sample a = "hostile/pipe.json"\nmap { mail <- [email] }\n`],
  ['a link to a device out of the folder', `${HEAD}sample a = "hostile/link.json"\nmap { mail <- [email] }\n`],
  ['an absolute path for a sample', `${HEAD}sample a = "/dev/zero"\nmap { mail <- [email] }\n`],
];

describe('a hostile folder in the editor', () => {
  const folder = () => fileUri('hostile').fsPath;
  before(() => {
    mkdirSync(folder());
    symlinkSync('/dev/zero', join(folder(), 'zero.json'));
    symlinkSync('/dev/random', join(folder(), 'link.json'));
    execFileSync('mkfifo', [join(folder(), 'pipe.json')]);
  });
  after(() => rmSync(folder(), { recursive: true }));

  for (const [name, text] of MAPPINGS) {
    it(`answers for another mapping soon after ${name} was opened`, async () => {
      writeFileSync(join(folder(), '..', 'hostile.sfmap'), text);
      try {
        // The editor itself opens no text of 20 MB for extensions to sync; the file is still there to be checked closed.
        await openMapping('hostile.sfmap').then(undefined, () => undefined);
        const document = await openMapping('team.sfmap');
        const hints = await until(
          'the values of another mapping',
          () =>
            vscode.commands.executeCommand<vscode.InlayHint[]>(
              'vscode.executeInlayHintProvider',
              document.uri,
              new vscode.Range(0, 0, document.lineCount, 0),
            ),
          (all) => all.length > 0,
          20_000,
        );
        assert.ok(hints.length > 0);
      } finally {
        rmSync(join(folder(), '..', 'hostile.sfmap'));
      }
    });
  }
});
