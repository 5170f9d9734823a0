import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REASON_KINDS } from '../../server/src/second-opinion/kinds.ts';
import { kindExamples } from '../second-opinion/support/kind-examples.ts';
import { BuiltLibrary } from './support/built-library.ts';

const page = (name: string) => readFileSync(join(import.meta.dirname, '..', '..', 'docs', name), 'utf8');

/** Each example of the page, with what it prints. */
const examples = [...page('library.md').matchAll(/## `(\w+)[\s\S]*?```js\n([\s\S]*?)```\n```text\n([\s\S]*?)```/g)].map(
  ([, name = '', script = '', printed = '']) => ({ name, script, printed }),
);

describe('docs/library.md', () => {
  let library: BuiltLibrary;
  beforeAll(async () => {
    library = await BuiltLibrary.build();
  });
  afterAll(() => library.remove());

  it.each(examples)('$name prints what the page says', async ({ script, printed }) => {
    const runnable = script.replaceAll("'./dist/core.cjs'", JSON.stringify(library.core));
    expect(await library.node(['-e', runnable])).toEqual({ code: 0, out: printed, err: '' });
  });

  it('has an example for every function, or names it', () => {
    const text = page('library.md');
    const functions = Object.entries(library.require()).filter(([, value]) => typeof value === 'function');
    expect(functions.filter(([name]) => !text.includes(`\`${name}`)).map(([name]) => name)).toEqual([]);
    expect(examples.map(({ name }) => name)).toEqual([
      ...[
        'selectTokens',
        'evaluateExpression',
        'check',
        'format',
        'evaluateMapping',
        'secondOpinion',
        'askJsonPathPlus',
      ],
    ]);
  });
});

describe('docs/second-opinion.md', () => {
  const rows = [...page('second-opinion.md').matchAll(/^\| `([\w-]+)` \|(.*?) \| (.+) \|$/gm)];

  it('lists every kind once, in the order of the library', () => {
    expect(rows.map(([, kind]) => kind)).toEqual([...REASON_KINDS]);
  });

  it('shows each kind by the path that is tried for it', () => {
    const shown = rows.flatMap(([, kind = '', path = '']) =>
      path.trim() === '' ? [] : [[kind, path.trim().replace(/^`|`$/g, '').replaceAll('\\|', '|')]],
    );
    expect(shown).toEqual(kindExamples.map(([kind, path]) => [kind, path]));
  });
});
