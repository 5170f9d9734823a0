import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildBundle, Editor } from './support/editor.ts';

const MAPPING = 'provision SuccessFactors -> EntraID\nmap {\n  mail <- [nothing]\n}\n';

describe('a start of the language server', () => {
  let bundle: Awaited<ReturnType<typeof buildBundle>>;
  const folders: string[] = [];
  beforeAll(async () => {
    bundle = await buildBundle('lsp/main.ts');
  }, 60_000);
  afterAll(() => {
    bundle.remove();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  /** The program in a folder of its own. */
  function installed(): string {
    const folder = mkdtempSync(join(tmpdir(), 'sfmap-start-'));
    folders.push(folder);
    cpSync(dirname(bundle.file), folder, { recursive: true, filter: (path) => !path.endsWith('.compiled') });
    return folder;
  }

  async function codesFrom(folder: string): Promise<unknown> {
    const { editor } = await Editor.start([join(folder, 'server.cjs'), '--stdio']);
    const uri = editor.uri('/none/a.sfmap');
    await editor.open(uri, MAPPING);
    const found = await editor.diagnostics(uri);
    expect(await editor.stop()).toBe(0);
    return found.map(({ code }) => code);
  }

  const compiled = (folder: string) =>
    readdirSync(join(folder, '.compiled'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));

  it('leaves compiled code beside the program, and the next one takes it', async () => {
    const folder = installed();
    const first = await codesFrom(folder);
    expect(first).not.toEqual([]);
    const files = compiled(folder);
    expect(files).toHaveLength(2);
    const inodes = files.map((file) => statSync(file).ino);

    expect(await codesFrom(folder)).toEqual(first);
    // What Node does not take it writes anew.
    expect(files.map((file) => statSync(file).ino)).toEqual(inodes);
  });

  it('takes no compiled code that is damaged or of another program', async () => {
    const folder = installed();
    const first = await codesFrom(folder);
    for (const file of compiled(folder)) {
      const made = readFileSync(file);
      writeFileSync(file, made.subarray(0, made.length / 2));
      expect(await codesFrom(folder)).toEqual(first);
      expect(readFileSync(file).length).toBeGreaterThan(made.length / 2);
    }

    const core = join(folder, 'shared-core.cjs');
    writeFileSync(core, readFileSync(core, 'utf8').replaceAll('SFM2', 'SFM9'));
    const other = await codesFrom(folder);
    expect(JSON.stringify(other)).toBe(JSON.stringify(first).replaceAll('SFM2', 'SFM9'));
  });

  it('needs no folder that can be written', async () => {
    const folder = installed();
    writeFileSync(join(folder, '.compiled'), 'A file stands where the folder would be.');
    expect(await codesFrom(folder)).not.toEqual([]);
    expect(existsSync(join(folder, '.compiled'))).toBe(true);
  });
});
