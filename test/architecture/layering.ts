import { posix } from 'node:path';
import { readImports } from './read-imports.ts';

/** What the files of one part may import: parts of this project, and packages from outside. */
interface Part {
  readonly folder: string;
  readonly parts: readonly string[];
  readonly files?: readonly string[];
  readonly packages: readonly (string | RegExp)[];
}

const NODE = /^node:/;
const SERVER = 'server/src';

/** ARCHITECTURE.md, "Who may import whom". The first part whose folder holds a file is the file's part. */
const PARTS: readonly Part[] = [
  { folder: `${SERVER}/core/entity-model`, parts: [`${SERVER}/core`], packages: ['fast-xml-parser'] },
  { folder: `${SERVER}/core`, parts: [`${SERVER}/core`], packages: ['chevrotain'] },
  {
    folder: `${SERVER}/second-opinion`,
    parts: [`${SERVER}/second-opinion`, `${SERVER}/core`],
    packages: ['jsonpath-plus', NODE],
  },
  {
    folder: `${SERVER}/library`,
    parts: [`${SERVER}/library`, `${SERVER}/second-opinion`, `${SERVER}/core`],
    packages: [],
  },
  { folder: `${SERVER}/features`, parts: [`${SERVER}/core`, `${SERVER}/features`], packages: [] },
  {
    folder: `${SERVER}/lsp`,
    parts: [`${SERVER}/lsp`, `${SERVER}/features`, `${SERVER}/core`, `${SERVER}/project`],
    packages: [/^vscode-languageserver(-textdocument)?(\/|$)/, NODE],
  },
  {
    folder: `${SERVER}/project/address-ranges`,
    parts: [`${SERVER}/project`, `${SERVER}/core`],
    packages: ['ipaddr.js', 'zod', NODE],
  },
  { folder: `${SERVER}/project`, parts: [`${SERVER}/project`, `${SERVER}/core`], packages: ['zod', NODE] },
  {
    folder: `${SERVER}/systems/entra/sign-in`,
    parts: [`${SERVER}/systems`, `${SERVER}/core`],
    packages: ['@azure/msal-node', 'zod', NODE],
  },
  {
    folder: `${SERVER}/systems/mail`,
    parts: [`${SERVER}/systems`, `${SERVER}/core`],
    packages: ['nodemailer/lib/smtp-connection', NODE],
  },
  {
    folder: `${SERVER}/systems`,
    parts: [`${SERVER}/systems`, `${SERVER}/core`],
    packages: ['axios', 'https-proxy-agent', 'proxy-from-env', 'zod', NODE],
  },
  { folder: `${SERVER}/provisioning`, parts: [`${SERVER}/provisioning`, `${SERVER}/core`], packages: ['zod', NODE] },
  { folder: `${SERVER}/engine`, parts: [SERVER], packages: ['zod', /^vscode-jsonrpc(\/|$)/, NODE] },
  { folder: `${SERVER}/cli`, parts: [SERVER], packages: ['commander', 'sarif', 'zod', NODE] },
  {
    folder: 'client/src',
    parts: ['client/src'],
    files: [`${SERVER}/lsp/protocol.ts`, `${SERVER}/engine/protocol.ts`],
    packages: ['vscode', /^vscode-languageclient(\/|$)/, /^vscode-jsonrpc(\/|$)/, NODE],
  },
  { folder: 'sandbox/src', parts: ['sandbox/src'], packages: ['xml-crypto', 'fast-xml-parser', NODE] },
];

/** Folders whose entries do not know one another; somebody outside, a registry, lists every one of them. */
const PEERS: readonly { readonly folder: string; readonly entries: 'files' | 'folders' }[] = [
  { folder: `${SERVER}/core/analysis/rules`, entries: 'files' },
  { folder: `${SERVER}/core/expressions/functions`, entries: 'files' },
  { folder: `${SERVER}/features`, entries: 'files' },
  { folder: 'client/src/features', entries: 'folders' },
];

/** The one file that reads package.json, so that every program tells the same version. */
const VERSION = `${SERVER}/core/version.ts`;

const within = (folder: string, path: string): boolean => path.startsWith(`${folder}/`);

/** Every import that breaks a rule, as `file:line imports specifier: why`. `files` maps path to source. */
export function breaches(files: ReadonlyMap<string, string>): string[] {
  const found: string[] = [];
  const importers = new Map<string, Set<string>>();
  for (const [path, source] of files) {
    const part = PARTS.find(({ folder }) => within(folder, path));
    if (part === undefined) {
      found.push(`${path}: belongs to no part that ARCHITECTURE.md names`);
      continue;
    }
    for (const { specifier, line } of readImports(source)) {
      const say = (why: string) => found.push(`${path}:${line} imports ${specifier}: ${why}`);
      if (!specifier.startsWith('.')) {
        if (!part.packages.some((allowed) => matches(allowed, specifier))) say(`not allowed in ${part.folder}`);
        continue;
      }
      const target = posix.join(posix.dirname(path), specifier);
      if (target === 'package.json' && path === VERSION) continue;
      if (!files.has(target)) {
        say('there is no such file; imports end in .ts');
        continue;
      }
      importers.set(target, (importers.get(target) ?? new Set()).add(path));
      const allowed = part.parts.some((folder) => within(folder, target)) || part.files?.includes(target);
      if (allowed !== true) say(`${part.folder} may not import it`);
      const peers = PEERS.find(({ folder }) => within(folder, path) && within(folder, target));
      if (peers !== undefined && entryOf(peers.folder, path) !== entryOf(peers.folder, target)) {
        say(`the entries of ${peers.folder} do not know one another`);
      }
    }
  }
  return [...found, ...unlisted(files, importers)];
}

function matches(allowed: string | RegExp, specifier: string): boolean {
  return typeof allowed === 'string' ? allowed === specifier : allowed.test(specifier);
}

/** `rules/join.ts` → `join`; `features/preview/a.ts` → `preview`, as `features/preview.ts`, whose parts lie there. */
function entryOf(folder: string, path: string): string {
  const [entry = ''] = path.slice(folder.length + 1).split('/');
  return entry.replace(/\.ts$/, '');
}

function unlisted(files: ReadonlyMap<string, string>, importers: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const found: string[] = [];
  for (const { folder } of PEERS) {
    const listed = new Set<string>();
    for (const [target, from] of importers) {
      if (!within(folder, target)) continue;
      if ([...from].some((path) => !within(folder, path))) listed.add(entryOf(folder, target));
    }
    const entries = new Set(
      [...files.keys()].filter((path) => within(folder, path)).map((path) => entryOf(folder, path)),
    );
    for (const entry of entries) if (!listed.has(entry)) found.push(`${folder}/${entry}: no registry lists it`);
  }
  return found;
}
