import { describe, expect, it } from 'vitest';
import { bindMapping } from '../../../server/src/core/analysis/bind.ts';
import { parseMapping } from '../../../server/src/core/language/parse.ts';
import { applyEdits } from '../../../server/src/core/refactoring/apply-edits.ts';
import { check } from '../../../server/src/library/library.ts';
import { markedText } from '../../support/marked-text.ts';
import mistakes from './mistakes.json' with { type: 'json' };

interface Mistake {
  /** The broken declaration; `«»` stand around what is underlined, `¦` for a `|`. */
  readonly text: string;
  readonly code: string;
  readonly message: string;
  readonly fixed?: string;
  readonly title?: string;
  /** The fix is offered, and not made unasked: what it brings to light is shown before. */
  readonly unsure?: boolean;
}

const FRAMES: Readonly<Record<string, readonly [before: string, after: string]>> = {
  map: [
    'provision SuccessFactors -> EntraID\nparam country = "DE"\nmap {\n  givenName <- [firstName]\n  ',
    '\n  surname <- [lastName]\n}\n',
  ],
  source: [
    'provision SuccessFactors -> EntraID\nparam country = "DE"\nsource {\n  before = $.before\n  ',
    '\n  after = $.after\n}\n',
  ],
  scope: ['provision SuccessFactors -> EntraID\nscope {\n  ', '\n}\nmap {\n  surname <- [lastName]\n}\n'],
  file: ['provision SuccessFactors -> EntraID\n', '\nmap {\n  surname <- [lastName]\n}\n'],
  limits: [
    'provision EntraID -> SuccessFactors\nlimits {\n  update <= 5\n  ',
    '\n  delete <= 0\n}\nmap {\n  personIdExternal <- [employeeId] match 1\n  email <- none\n}\n',
  ],
  test: [
    'provision SuccessFactors -> EntraID\nparam p = "x"\nmap {\n  givenName <- [firstName]\n  surname <- [lastName]\n}\ntest "neighbour" {\n  given { "personIdExternal": "1" }\n  ',
    '\n  expect givenName absent\n}\n',
  ],
  top: ['', '\nmap {\n  surname <- [lastName]\n}\n'],
};

/** What stands beside the broken declaration. */
const NEIGHBOURS: Readonly<Record<string, readonly string[]>> = {
  source: ['before', 'after'],
  map: ['givenName', 'surname'],
  limits: ['update 5', 'delete 0', 'personIdExternal'],
  test: ['given', 'neighbour expects givenName', 'surname'],
};

/** Token names of the lexer and the vocabulary of parser generators. */
const JARGON =
  /token|EOF|lexer|parser|undefined|NaN|\b(?:ClosedAttribute|QuotedText|RParen|Keyword|Stray|NumberLiteral)\b/;

describe.each(Object.entries(mistakes as Readonly<Record<string, readonly Mistake[]>>))('%s', (frame, table) => {
  const [before, after] = FRAMES[frame] ?? ['', ''];

  it.each(table)('$text', ({ text: marked, code, message, fixed, title, unsure = false }) => {
    const { text: declaration, ranges } = markedText(marked);
    const text = before + declaration + after;
    const found = check(text);
    const diagnostic = found.find((one) => one.code === code && one.message === message);
    if (diagnostic === undefined)
      expect(found.map((one) => `${one.code} ${one.message}`)).toContain(`${code} ${message}`);
    else {
      const [range] = ranges;
      expect({ start: diagnostic.start - before.length, end: diagnostic.end - before.length }).toEqual(range);
      for (const one of found) expect(one.message).not.toMatch(JARGON);

      const [fix] = diagnostic.fixes;
      expect(fix === undefined).toBe(fixed === undefined);
      if (fix !== undefined && fixed !== undefined) {
        if (title !== undefined) expect(fix.title).toBe(title);
        if (code.startsWith('SFM10')) expect(fix.preferred === true).toBe(!unsure);
        const mended = applyEdits(text, fix.edits);
        expect(mended).toBe(before + fixed + after);
        // A fix ends its own diagnostic and brings no other.
        const known = new Set(found.map((one) => one.code));
        // What a rule remarks about a mapping that can be read now is no new mistake.
        const rest = check(mended).filter(({ severity }) => severity !== 'information');
        if (!unsure) expect(rest.filter((one) => !known.has(one.code))).toEqual([]);
        const same = (one: { readonly code: string; readonly message: string }) =>
          one.code === code && one.message === message;
        expect(rest.filter(same).length).toBeLessThan(found.filter(same).length);
      }
    }
  });

  it.each(table)('leaves its neighbours alone: $text', ({ text: marked }) => {
    const model = bindMapping(parseMapping(before + markedText(marked).text + after));
    const names = [
      ...model.mappings.map(({ target }) => target),
      ...model.sources.keys(),
      ...model.limits.map(({ kind, most }) => `${kind} ${most}`),
      ...model.tests.flatMap(({ name, statements }) =>
        statements.map(({ declaration }) =>
          declaration.kind === 'expect' ? `${name} expects ${declaration.target?.text}` : declaration.kind,
        ),
      ),
    ];
    expect(names).toEqual(expect.arrayContaining([...(NEIGHBOURS[frame] ?? ['surname'])]));
  });
});

it('knows at least 45 broken declarations', () => {
  expect(Object.values(mistakes).flat().length).toBeGreaterThanOrEqual(45);
});
