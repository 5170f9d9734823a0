import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { functionIndex, functionPage, type PageCore } from '../../scripts/lib/function-pages.mjs';
import * as documents from '../../server/src/core/catalog/function-documents.ts';
import { functionSignatures, signatureText } from '../../server/src/core/catalog/functions.ts';
import { evaluateExpressionText } from '../../server/src/core/expressions/evaluate-text.ts';
import { functionCases } from '../core/functions/function-cases.ts';

const folder = join(import.meta.dirname, '..', '..', 'docs', 'functions');
const read = (name: string) => readFileSync(join(folder, `${name}.md`), 'utf8');

const core: PageCore = {
  ...documents,
  functionSignatures,
  signatureText,
  evaluateExpression: evaluateExpressionText,
};

describe('docs/functions is as node scripts/function-pages.mjs writes it', () => {
  it.each([...functionSignatures.keys()])('%s', (name) => {
    expect(read(name)).toBe(functionPage(name, functionCases.get(name) ?? [], core));
  });

  it('README', () => {
    expect(read('README')).toBe(functionIndex(core));
  });

  it('has a page for each function and no other', () => {
    expect(readdirSync(folder).sort()).toEqual(
      ['README.md', ...[...functionSignatures.keys()].map((name) => `${name}.md`)].sort(),
    );
  });
});

describe('the documents of the functions', () => {
  it.each([...functionSignatures.values()])(
    '$name: each parameter, and no other',
    ({ name, parameters, repeating }) => {
      const described = Object.keys(documents.functionDocuments.get(name)?.parameters ?? {});
      expect(described).toEqual([...parameters, ...repeating].map((parameter) => parameter.name));
    },
  );

  it('are about functions that exist', () => {
    expect([...documents.functionDocuments.keys()].sort()).toEqual([...functionSignatures.keys()].sort());
  });
});
