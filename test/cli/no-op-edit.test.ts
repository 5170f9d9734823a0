import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { useTenant } from './support/set-up.ts';

const root = join(import.meta.dirname, '..', '..');
const tenant = useTenant();
const { sfmap } = tenant;
const examples = globSync('examples/writeback/*.sfmap', { cwd: root });

/** The same mapping in another shape: blanks, line ends, comments, names of parameters, order of lines. */
const edits: readonly (readonly [string, (text: string) => string])[] = [
  ['blanks', (text) => text.replace(/ {2,}/g, ' ').replaceAll(', ', ' ,\t').replaceAll('(', '( ')],
  ['line ends', (text) => text.replaceAll('\n', '\r\n')],
  ['comments', (text) => text.replace(/^ {2}(?=\w+ +<-)/gm, '  // why it is so\n  /// what it is for\n  ')],
  [
    'a renamed parameter',
    (text) =>
      text
        .replace(/^param businessEmailType$/m, 'param mailKind = "8448"')
        .replaceAll('{{businessEmailType}}', '{{mailKind}}'),
  ],
  [
    'another order',
    (text) => text.replace(/^map \{\n([\s\S]*?)^\}/m, (_, body: string) => `map {\n${reversed(body)}}`),
  ],
];

const reversed = (body: string) =>
  body
    .split('\n')
    .filter((line) => line.includes('<-'))
    .reverse()
    .map((line) => `${line}\n`)
    .join('');

async function planOf(mapping: string) {
  const out = join(sfmap.folder, 'plan.json');
  const ended = await sfmap.run([
    'plan',
    mapping,
    '--connection',
    'sandbox',
    '--all',
    '--switch-primary',
    '--out',
    out,
    '--force',
  ]);
  expect(ended.err).not.toContain('SFM-CHECK');
  return JSON.parse(readFileSync(out, 'utf8'));
}

test('every example has every edit to make', () => {
  expect(examples).toHaveLength(6);
  for (const file of examples)
    for (const [name, edit] of edits) {
      const text = readFileSync(join(root, file), 'utf8');
      expect(edit(text), `${name} of ${file}`).not.toBe(text);
    }
});

describe.each(examples)('an edit that changes nothing, in %s', (example) => {
  const edited = join(sfmap.folder, basename(example));
  beforeAll(async () => {
    await tenant.sandbox.control('/sandbox/reset', 'POST');
    writeFileSync(
      edited,
      edits.reduce((text, [, edit]) => edit(text), readFileSync(join(root, example), 'utf8')),
    );
  });

  test('gives the same changes where there is something to write, and none where nothing is', async () => {
    const before = await planOf(example);
    expect(before.totals.rows).toBeGreaterThan(0);
    const same = await planOf(edited);
    expect(same.people).toEqual(before.people);

    await sfmap.run(['writeback', example, '--connection', 'sandbox', '--all', '--switch-primary', '--yes']);
    const after = await planOf(edited);
    expect(after.totals.rows).toBe(0);
    expect(after.people.flatMap(({ calls }: { calls: unknown[] }) => calls)).toEqual([]);
  });
});
