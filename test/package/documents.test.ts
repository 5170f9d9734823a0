import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { manifest, read, root } from './project.ts';

const documents = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'ARCHITECTURE.md'];
const pages = readdirSync(join(root, 'docs'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`);

describe.each([...documents, ...pages])('%s', (path) => {
  const text = read(path);

  it('links to files that exist', () => {
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => (match[1] ?? '').replace(/#.*$/, ''));
    const local = links.filter((link) => link !== '' && !/^[a-z]+:/.test(link));
    expect(local.filter((link) => !existsSync(join(root, dirname(path), link)))).toEqual([]);
  });

  it('names npm scripts and extension commands that exist', () => {
    const scripts = [...text.matchAll(/`npm run (?:-s )?(\w[\w:-]*)/g)].map((match) => match[1] ?? '');
    expect(scripts.filter((script) => !(script in manifest.scripts))).toEqual([]);
    const titles = manifest.contributes.commands.map(({ title }) => title);
    const commands = [...text.matchAll(/sfmap: ([A-Z]\w+(?: [A-Z]\w+)*)/g)].map((match) => match[1] ?? '');
    expect(commands.filter((command) => !titles.includes(command))).toEqual([]);
  });

  it('names nothing outside the repository', () => {
    expect(text).not.toMatch(/\.\.\/shared|\/work\/|\/root\//);
  });
});

describe('README.md', () => {
  it('tells of every command', () => {
    const titles = manifest.contributes.commands.map(({ title }) => title);
    expect(titles.filter((title) => !read('README.md').includes(title))).toEqual([]);
  });

  it('shows no picture that would have to be fetched, and is more than a line', () => {
    expect(read('README.md')).not.toMatch(/!\[|<img/);
    expect(read('README.md').split('\n').length).toBeGreaterThan(30);
  });
});
