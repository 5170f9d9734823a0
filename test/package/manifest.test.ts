import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeServerOf } from '../../scripts/ide-setup.mjs';
import { clientSource, manifest, read, root } from './project.ts';

const commands = manifest.contributes.commands.map(({ command }) => command);

describe('package.json', () => {
  it('names files that exist', () => {
    const { contributes, main, scripts } = manifest;
    const named = [
      main,
      ...contributes.languages.flatMap(({ configuration }) => configuration ?? []),
      ...contributes.grammars.map(({ path }) => path),
      ...Object.values(scripts).flatMap((script) => script.match(/\S+\.mjs/g) ?? []),
    ];
    expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it('contributes exactly the commands that the client registers', () => {
    const registered = [...clientSource.matchAll(/registerCommand\(\s*[^)]*?'(sfmap\.\w+)'/g)].map((match) => match[1]);
    expect(registered.sort()).toEqual([...commands].sort());
  });

  it('gives every command the category sfmap and a title of its own', () => {
    const titles = manifest.contributes.commands.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
    expect(manifest.contributes.commands.filter(({ category }) => category !== 'sfmap')).toEqual([]);
  });

  it('shows contributed commands alone in its menus', () => {
    const shown = Object.values(manifest.contributes.menus).flat();
    expect(shown.filter(({ command }) => !commands.includes(command))).toEqual([]);
  });

  it('describes exactly the settings that the client reads', () => {
    const properties = manifest.contributes.configuration.properties;
    const read = [...clientSource.matchAll(/getConfiguration\('sfmap'[^)]*\)\s*\.get\('(\w+)'/g)].map(
      (match) => `sfmap.${match[1]}`,
    );
    // sfmap.trace.server is read by vscode-languageclient itself, by the name of the client.
    expect([...new Set(read), 'sfmap.trace.server'].sort()).toEqual(Object.keys(properties).sort());
    for (const property of Object.values(properties)) expect(property.markdownDescription).toMatch(/\.$/);
  });

  it('is typed by the oldest editor that it supports', () => {
    expect(`^${manifest.devDependencies['@types/vscode']}`).toBe(manifest.engines.vscode);
  });

  it('is tried in the oldest editor that it supports', () => {
    const [, minor] = codeServerOf('lowest').split('.');
    expect(manifest.engines.vscode).toBe(`^1.${minor}.0`);
    expect(() => codeServerOf('stable')).toThrow('Use newest, lowest, or a version such as 1.113.1.');
  });

  it('pins every package, and the lock file names no registry', () => {
    const loose = Object.entries(manifest.devDependencies).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
    expect(loose).toEqual([]);
    expect(read('package-lock.json')).not.toMatch(/"resolved"|https?:\/\/[^"]*registry/);
  });
});
