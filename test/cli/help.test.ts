import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { everyCommand, pathOf } from '../../server/src/cli/help.ts';
import type { CliIo } from '../../server/src/cli/io.ts';
import { createProgram } from '../../server/src/cli/run.ts';
import { useSfmap } from './support/set-up.ts';

const sfmap = useSfmap();

/** Nothing runs here: the program is only looked at. */
const still: CliIo = {
  out: () => undefined,
  raw: () => undefined,
  err: () => undefined,
  env: {},
  cwd: '/',
  now: () => new Date(0),
  interactive: false,
  redraws: false,
  signal: new AbortController().signal,
  readStdin: async () => '',
  ask: async () => '',
  exit: () => undefined,
};
const commands = everyCommand(createProgram(still)).map((command) => ({ name: pathOf(command), command }));
const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'command-line.md'), 'utf8');

/** The part of the page about one command. */
const section = (name: string) => page.split(/^### /m).find((part) => part.startsWith(`\`${name}`)) ?? '';

describe('--help', () => {
  it('of the program lists every command and the exit codes', async () => {
    const { out, code, err } = await sfmap.run(['--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const { name } of commands.filter(({ name: of }) => !of.includes(' ') && of !== 'engine'))
      expect(out).toMatch(new RegExp(`^ {2}${name} `, 'm'));
    expect(out).toContain('Exit codes: 0 fine');
  });

  // The sandbox is a program of its own, with a help of its own.
  it.each(commands.filter(({ name }) => name !== 'sandbox'))(
    'of $name has examples and exit codes',
    async ({ name }) => {
      const { out, code, err } = await sfmap.run([...name.split(' '), '--help']);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toMatch(/\nExamples:\n {2}sfmap /);
      expect(out).toMatch(/\nExit codes:\n {2}0 {2}fine\n/);
      expect(out).not.toContain('default: []');
    },
  );

  it.each(commands)('of $name shows examples that the command itself takes', async ({ command }) => {
    let text = '';
    command.configureOutput({ writeOut: (more) => (text += more) }).outputHelp();
    const known = command.options.flatMap(({ short, long }) => [short, long]);
    const lines = text.match(/^ {2}sfmap .+$/gm) ?? [];
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      const used = line.replace(/'[^']*'/g, '').match(/ --[a-z-]+/g) ?? [];
      expect(used.map((flag) => flag.trim()).filter((flag) => !known.includes(flag))).toEqual([]);
    }
  });
});

describe('what is mistyped', () => {
  it.each([
    [['chek', '.'], "sfmap: unknown command 'chek'\n(Did you mean check?)\n(sfmap --help lists the commands)\n"],
    [
      ['check', '.', '--fromat', 'json'],
      "sfmap: unknown option '--fromat'\n(Did you mean --format?)\n(sfmap check --help shows how)\n",
    ],
    [['check', '.', '--format', 'jsn'], /^sfmap: option '--format <format>' argument 'jsn' is invalid\. .* sarif\.\n/],
    [['check'], "sfmap: missing required argument 'file'\n(sfmap check --help shows how)\n"],
    [['connection', 'tst', 'x'], /^sfmap: unknown command 'tst'\n\(Did you mean test\?\)\n/],
    [['query', 'x', '--full', '--since', '2026-01-01'], /^sfmap: option '--full' cannot be used with option '--since/],
  ])('%j is answered with the nearest, exit 2', async (args, message) => {
    const ended = await sfmap.run(args);
    expect(ended).toMatchObject({ code: 2, out: '' });
    if (typeof message === 'string') expect(ended.err).toBe(message);
    else expect(ended.err).toMatch(message);
  });
});

describe('docs/command-line.md', () => {
  it.each(commands)('tells of $name and each of its options', ({ name, command }) => {
    const text = section(name);
    expect(text).not.toBe('');
    const options = command.options.map(({ long }) => long ?? '').filter((long) => long !== '--help');
    expect(options.filter((long) => !text.includes(`\`${long}`))).toEqual([]);
  });

  it('tells of no option and no command that does not exist', () => {
    const known = new Map(commands.map(({ name, command }) => [name, command.options.map(({ long }) => long)]));
    const sections = page.split(/^### /m).slice(1);
    for (const part of sections) {
      const name = [...known.keys()]
        .filter((one) => part.startsWith(`\`${one}`))
        .sort((a, b) => b.length - a.length)[0];
      expect(name, part.slice(0, 40)).toBeDefined();
      if (name === 'sandbox') continue;
      const used = [...part.matchAll(/^\| `(--[a-z-]+)/gm)].map(([, flag]) => flag);
      expect(used.filter((flag) => !known.get(name ?? '')?.includes(flag ?? ''))).toEqual([]);
    }
  });
});
