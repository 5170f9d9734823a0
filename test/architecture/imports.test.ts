import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { breaches } from './layering.ts';
import { readImports, sourceFiles } from './read-imports.ts';

const root = resolve(import.meta.dirname, '../..');

describe('who may import whom', () => {
  it('is kept by every file', () => {
    const files = new Map(
      ['client/src', 'server/src', 'sandbox/src'].flatMap((folder) => [...sourceFiles(root, folder)]),
    );
    expect(files.size).toBeGreaterThan(50);
    expect(breaches(files)).toEqual([]);
  });

  const core = 'server/src/core/a.ts';
  const json = 'server/src/core/json.ts';
  it.each([
    ['the core reads a file', core, "import { readFileSync } from 'node:fs';"],
    ['the core takes a package', core, "import { z } from 'zod';"],
    ['the core knows the language server', core, "import '../lsp/b.ts';"],
    [
      'provisioning reaches a remote system by itself',
      'server/src/provisioning/a.ts',
      "import type { B } from '../systems/b.ts';",
    ],
    ['the client takes server code', 'client/src/a.ts', "import { b } from '../../server/src/core/b.ts';"],
    ['the sandbox shares code with the server', 'sandbox/src/a.ts', "import { b } from '../../server/src/core/b.ts';"],
    ['the server takes the sandbox in', 'server/src/cli/a.ts', "import { b } from '../../../sandbox/src/b.ts';"],
    ['an import is dynamic', core, "const fs = await import('node:fs');"],
    ['an import is required', core, "const fs = require('node:fs');"],
    ['a second file reads package.json', core, "import { version } from '../../../package.json';"],
    ['only types cross', core, "import type { B } from '../cli/b.ts';"],
    ['an export passes it on', core, "export * from '../cli/b.ts';"],
    ['an import has several lines', core, "import {\n  b,\n} from '../cli/b.ts';"],
  ])('is broken where %s', (_, path, source) => {
    const targets = ['lsp', 'systems', 'core', 'cli'].map((folder) => [`server/src/${folder}/b.ts`, ''] as const);
    expect(breaches(new Map([...targets, ['sandbox/src/b.ts', ''], [path, source]]))).toHaveLength(1);
  });

  it('is broken where one rule imports another, and where no registry lists a rule', () => {
    const rules = 'server/src/core/analysis/rules';
    const found = breaches(
      new Map([
        [`${rules}/one.ts`, "import { two } from './two.ts';"],
        [`${rules}/two.ts`, ''],
        ['server/src/core/analysis/check.ts', "import { one } from './rules/one.ts';"],
      ]),
    );
    expect(found).toEqual([
      `${rules}/one.ts:1 imports ./two.ts: the entries of ${rules} do not know one another`,
      `${rules}/two: no registry lists it`,
    ]);
  });

  it('lets a feature import its own parts, and no other one', () => {
    const features = 'server/src/features';
    const found = breaches(
      new Map([
        [`${features}/hover.ts`, "import { a } from './hover/a.ts';"],
        [`${features}/hover/a.ts`, ''],
        [`${features}/preview.ts`, "import { a } from './hover/a.ts';"],
        ['server/src/lsp/server.ts', "import '../features/hover.ts';\nimport '../features/preview.ts';"],
      ]),
    );
    expect(found).toEqual([
      `${features}/preview.ts:1 imports ./hover/a.ts: the entries of ${features} do not know one another`,
    ]);
  });

  it('is broken where a file belongs to no part', () => {
    expect(breaches(new Map([['server/src/elsewhere/a.ts', '']]))).toHaveLength(1);
  });

  it('does not mind comments', () => {
    const source = ["// import 'zod';", '/*', "import 'zod';", '*/', "import { isJsonObject } from './json.ts';"].join(
      '\n',
    );
    expect(readImports(source)).toEqual([{ specifier: './json.ts', line: 5 }]);
    expect(
      breaches(
        new Map([
          [core, source],
          [json, ''],
        ]),
      ),
    ).toEqual([]);
  });
});
