import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as protocol from '../../server/src/lsp/protocol.ts';
import { buildBundle, Editor } from './support/editor.ts';

const PAGE = join(import.meta.dirname, '..', '..', 'docs', 'language-server.md');
const UPDATE = process.env['SFMAP_UPDATE'] === '1';

/** What VS Code says of itself through vscode-languageclient 11, as far as any answer depends on it. */
const VSCODE = {
  workspace: {
    workspaceFolders: true,
    textDocumentContent: {},
    didChangeWatchedFiles: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
    codeLens: { refreshSupport: true },
    semanticTokens: { refreshSupport: true },
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: { groupsOnLabel: true } },
  },
  textDocument: {
    diagnostic: { relatedInformation: true, tagSupport: { valueSet: [1, 2] }, codeDescriptionSupport: true },
    rangeFormatting: { rangesSupport: true },
    completion: { completionItem: { snippetSupport: true, insertReplaceSupport: true, labelDetailsSupport: true } },
    codeAction: {
      dataSupport: true,
      isPreferredSupport: true,
      resolveSupport: { properties: ['edit'] },
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['', 'quickfix', 'refactor', 'source'] } },
    },
    rename: { prepareSupport: true, honorsChangeAnnotations: true },
    definition: { linkSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    inlayHint: { resolveSupport: { properties: ['tooltip', 'label.tooltip', 'label.command'] } },
    semanticTokens: { requests: { range: true, full: { delta: true } } },
  },
};

type Capabilities = Readonly<Record<string, unknown>>;
interface Row {
  readonly name: string;
  readonly vscode: string;
  readonly plain: string;
  readonly purpose: string;
}

let bundle: { file: string; remove(): void };
let page: string;
let vscode: Capabilities;
let plain: Capabilities;

beforeAll(async () => {
  bundle = await buildBundle('lsp/main.ts');
  page = readFileSync(PAGE, 'utf8');
  vscode = await promised(VSCODE, { commands: contributed() });
  plain = await promised({}, undefined);
});
afterAll(() => bundle?.remove());

describe('docs/language-server.md', () => {
  it('has the capabilities that the server promises, to VS Code and to a plain editor', () => {
    const names = [...new Set([...Object.keys(vscode), ...Object.keys(plain)])].sort();
    const known = new Map(rows().map((row) => [row.name, row]));
    const wanted = names.map((name) => ({
      name,
      vscode: cell(vscode[name]),
      plain: cell(plain[name]),
      purpose: known.get(name)?.purpose ?? '',
    }));
    if (UPDATE) update(wanted);
    // After a change: SFMAP_UPDATE=1 vitest run test/lsp/capabilities.test.ts, then say what a new one is for.
    expect(rows()).toEqual(wanted);
    for (const { name, purpose } of wanted) expect(purpose, `what ${name} is for`).not.toBe('');
  });

  it('tells of every message and command beyond the protocol, and of no other', () => {
    const names: string[] = Object.values(protocol);
    const told = (heading: string) => {
      const [section = ''] = page.slice(page.indexOf(`## ${heading}`)).split('\n## ');
      return [...section.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name).sort();
    };
    expect(told('Messages of its own')).toEqual(names.filter((name) => name.startsWith('sfmap/')).sort());
    expect(told('Commands of the client')).toEqual(names.filter((name) => name.startsWith('sfmap.')).sort());
  });

  it('names the command that other editors start', () => {
    expect(page).toContain("cmd = { 'sfmap', 'lsp', '--stdio' }");
    expect(page).toContain('args = ["lsp", "--stdio"]');
  });
});

async function promised(capabilities: object, initializationOptions: object | undefined): Promise<Capabilities> {
  const started = await Editor.start([bundle.file, '--stdio'], capabilities, { initializationOptions });
  expect(await started.editor.stop()).toBe(0);
  return started.capabilities;
}

function contributed(): string[] {
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8'));
  return manifest.contributes.commands.map(({ command }: { command: string }) => command);
}

function cell(value: unknown): string {
  return value === undefined ? '–' : `\`${JSON.stringify(value).replaceAll('|', '\\|')}\``;
}

const HEAD = '| capability | VS Code | plain editor | what it is for |\n| --- | --- | --- | --- |\n';

function rows(): Row[] {
  const start = page.indexOf(HEAD) + HEAD.length;
  return page
    .slice(start, page.indexOf('\n\n', start - 1))
    .split('\n')
    .flatMap((line) => {
      const [, name, inVscode, inPlain, purpose] = /^\| `(\w+)` \| (.*) \| (.*) \| (.*) \|$/.exec(line) ?? [];
      if (name === undefined || inVscode === undefined || inPlain === undefined || purpose === undefined) return [];
      return [{ name, vscode: inVscode, plain: inPlain, purpose }];
    });
}

function update(wanted: readonly Row[]): void {
  const start = page.indexOf(HEAD) + HEAD.length;
  const lines = wanted.map((row) => `| \`${row.name}\` | ${row.vscode} | ${row.plain} | ${row.purpose} |\n`).join('');
  page = page.slice(0, start) + lines + page.slice(page.indexOf('\n\n', start - 1) + 1);
  writeFileSync(PAGE, page);
}
