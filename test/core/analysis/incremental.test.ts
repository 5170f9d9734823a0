import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../../server/src/core/analysis/analyse.ts';
import type { Json } from '../../../server/src/core/json.ts';

const examples = join(import.meta.dirname, '..', '..', '..', 'examples');
const read = (...path: string[]) => readFileSync(join(examples, ...path), 'utf8');

/** What people type, paste and delete: lines that mean something to others, and halves of them. */
const LINES = [
  'provision SuccessFactors -> ActiveDirectory',
  'param extra = "x"',
  'replace $.employmentNav.results[0] -> $.employmentNav.results[-1:]',
  '  department = $.employmentNav.results[0].jobInfoNav.results[0].departmentNav.name',
  '  badge : String',
  '  badge <- [department]',
  '  surname <- [lastNam]',
  '  jobTitle <- Join(" ", [firstName], {{extra}}',
  '  mail <- [{{extra}}',
  '  displayName <- "{{extra}}"',
  '}',
  'source {',
  'map {',
  '/* ',
  '// a comment',
  '',
];

const change = fc.record({
  line: fc.nat(200),
  action: fc.constantFrom('insert', 'replace', 'delete', 'split'),
  text: fc.constantFrom(...LINES),
});

function edited(text: string, { line, action, text: put }: { line: number; action: string; text: string }): string {
  const lines = text.split('\n');
  const at = line % lines.length;
  if (action === 'insert') lines.splice(at, 0, put);
  else if (action === 'replace') lines[at] = put;
  else if (action === 'delete') lines.splice(at, 1);
  else lines[at] = (lines[at] ?? '').slice(0, Math.floor((lines[at] ?? '').length / 2));
  return lines.join('\n');
}

const person = JSON.parse(read('inbound', 'people', 'rehire.json')) as Json;

describe('checking again after an edit', () => {
  it.each([
    ['an inbound file', read('inbound', 'contoso.sfmap'), person],
    ['a writeback file', read('writeback', 'scenario-4.sfmap'), undefined],
  ])('says of %s what checking it from the start says', (_, original, payload) => {
    const surroundings = payload === undefined ? {} : { sample: { label: 'Rita', payload } };
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        let text = original;
        let analysis = new Analysis(text, surroundings);
        void analysis.diagnostics;
        for (const one of changes) {
          text = edited(text, one);
          analysis = new Analysis(text, surroundings, analysis);
          const fresh = new Analysis(text, surroundings);
          expect(analysis.file).toEqual(fresh.file);
          expect(analysis.model).toEqual(fresh.model);
          expect(analysis.diagnostics).toEqual(fresh.diagnostics);
        }
      }),
      { numRuns: 60, seed: 20261122 },
    );
  });

  it('takes the answers anew when the surroundings change', () => {
    const text = `provision SuccessFactors -> EntraID
source {
  department = $.employmentNav.results[0].nothing
}
map {
  surname <- [lastName]
}
`;
    const plain = new Analysis(text);
    const codes = ({ diagnostics }: Analysis) => diagnostics.map(({ code }) => code);
    const before = codes(plain);
    const sampled = new Analysis(text, { sample: { label: 'Rita', payload: person } }, plain);
    expect(codes(sampled)).toEqual(codes(new Analysis(text, { sample: { label: 'Rita', payload: person } })));
    expect(codes(new Analysis(text, {}, sampled))).toEqual(before);
    const levels = new Map(before.map((code) => [code, 'off' as const]));
    expect(codes(new Analysis(text, { levels }, sampled))).toEqual([]);
  });
});
