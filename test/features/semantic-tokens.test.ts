import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Analysis } from '../../server/src/core/analysis/analyse.ts';
import { semanticTokens, TOKEN_MODIFIERS, TOKEN_TYPES } from '../../server/src/features/semantic-tokens.ts';
import { encodeTokens, tokenEdits } from '../../server/src/lsp/encode-tokens.ts';
import { inboundExample } from '../support/example-people.ts';

const P = 'provision SuccessFactors -> EntraID\n';

/** The tokens as `text type modifiers`. */
function tokens(text: string): string[] {
  return semanticTokens(new Analysis(text)).flatMap(({ placed, tokens: found }) =>
    found.map(({ start, end, type, modifiers }) =>
      [text.slice(placed.offset + start, placed.offset + end), type, ...modifiers].join(' '),
    ),
  );
}

describe('the colours of names', () => {
  it.each([
    ['systems', '', []],
    [
      'an attribute of the file',
      'source {\n  badge : String[] = $.a\n}',
      ['badge variable declaration', 'String type', 'a property'],
    ],
    [
      'attributes',
      'map {\n  x <- [department]\n  mail <- [badge]\n}',
      [
        'x property modification',
        'department variable defaultLibrary',
        'mail property modification defaultLibrary',
        'badge variable',
      ],
    ],
    [
      'functions',
      'map {\n  x <- IIF(Foo(), 1, vbTextCompare)\n}',
      [
        'x property modification',
        'IIF function defaultLibrary',
        'Foo function',
        'vbTextCompare enumMember readonly defaultLibrary',
      ],
    ],
    [
      'a parameter in a text',
      'param p\nmap {\n  x <- "a {{p}}" default "{{p}}"\n}',
      [
        'p parameter declaration readonly',
        'x property modification',
        'p parameter readonly',
        'default keyword',
        'p parameter readonly',
      ],
    ],
    [
      'a parameter in a step',
      "source {\n  x = $.a['b{{p}}']\n}",
      ['x variable declaration', 'a property', 'p parameter readonly'],
    ],
    [
      'words of two lines',
      'map {\r\n  x <- [a] on\r\n    create\r\n}',
      ['x property modification', 'a variable', 'on keyword', 'create keyword'],
    ],
    [
      'a test',
      'sample s = "f"\ntest "t" {\n  given s\n  existing { "mail": "a" }\n  expect mail == "x"\n  expect action update\n}',
      [
        's class declaration',
        's class',
        'mail property defaultLibrary',
        'mail property defaultLibrary',
        'update enumMember',
      ],
    ],
    [
      'a sample that a test names in quotes',
      'sample s = "f"\ntest "t" {\n  given "s"\n}\ntest "u" {\n  given "f"\n}',
      ['s class declaration', 's class'],
    ],
    [
      'limits',
      'limits { clear(mail) <= 5 update <= 3 }',
      ['clear keyword', 'mail property defaultLibrary', 'update enumMember'],
    ],
    [
      'names behind a mistake',
      'map {\n  x <- Join(" " [a]  Mid([b], ) ]\n  y <- \n}',
      [
        'x property modification',
        'Join function defaultLibrary',
        'a variable',
        'Mid function defaultLibrary',
        'b variable',
        'y property modification',
      ],
    ],
    ['nothing in a comment', '// [badge]\nmap { /* [badge] {{p}} */ }', []],
  ])('%s', (_, text, expected) => {
    expect(tokens(P + text)).toEqual(['SuccessFactors namespace', 'EntraID namespace', ...expected]);
  });

  it('follow the samples of the file', () => {
    const given = 'test "t" {\n  given "s"\n}\n';
    const without = new Analysis(P + given);
    const kinds = (analysis: Analysis) =>
      semanticTokens(analysis).flatMap(({ tokens: found }) => found.map(({ type }) => type));
    expect(kinds(without).slice(2)).toEqual([]);
    expect(kinds(without.withText(`${P}sample s = "f"\n${given}`)).slice(2)).toEqual(['class', 'class']);
    expect(kinds(without.withText(P + given)).slice(2)).toEqual([]);
  });

  it('follow the direction of the file', () => {
    const map = 'map {\n  email <- [mail]\n}';
    expect(tokens(`provision EntraID -> SuccessFactors\n${map}`).slice(2)).toEqual([
      'email property modification defaultLibrary',
      'mail variable defaultLibrary',
    ]);
    expect(tokens(P + map).slice(2)).toEqual(['email property modification', 'mail variable']);
  });

  it('change with the direction, also where a declaration stays', () => {
    const before = new Analysis(`${P}map {\n  x <- [mail]\n}`);
    semanticTokens(before);
    const after = before.withText('provision EntraID -> SuccessFactors\nmap {\n  x <- [mail]\n}');
    expect(semanticTokens(after).at(-1)?.tokens.at(-1)?.modifiers).toEqual(['defaultLibrary']);
  });

  it('are taken over for declarations that an edit does not touch', () => {
    const before = new Analysis(inboundExample());
    const first = semanticTokens(before);
    const after = semanticTokens(
      before.withText(inboundExample().replace('map {', 'map {\n  newTarget <- [department]')),
    );
    const old = new Set(first.map((one) => one.tokens));
    expect(after.filter((one) => !old.has(one.tokens))).toHaveLength(1);
  });

  it('are those of a range alone where one is given', () => {
    const text = `${P}map {\n  a <- [b]\n  c <- [d]\n  e <- [f]\n}\n`;
    const range = { start: text.indexOf('c <-') + 1, end: text.indexOf('[d]') };
    expect(semanticTokens(new Analysis(text), range).flatMap((one) => one.tokens)).toHaveLength(2);
  });
});

/** LSP's numbers back to places. */
function decoded(data: readonly number[]): { line: number; column: number; length: number }[] {
  const places = [];
  let [line, column] = [0, 0];
  for (let i = 0; i < data.length; i += 5) {
    const [lines = 0, columns = 0, length = 0] = data.slice(i, i + 3);
    line += lines;
    column = lines === 0 ? column + columns : columns;
    places.push({ line, column, length });
  }
  return places;
}

const encode = (text: string, analysis = new Analysis(text)) =>
  encodeTokens(TextDocument.create('file:///a.sfmap', 'sfmap', 0, text), semanticTokens(analysis));

it('are told in the documentation, each type and modifier', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'language-server.md'), 'utf8');
  const [, section = ''] = page.split('\n## Semantic tokens');
  const named = [...(section.split('\n## ')[0] ?? '').matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
  expect(named).toEqual([...TOKEN_TYPES, ...TOKEN_MODIFIERS]);
});

describe("LSP's numbers", () => {
  it('stand in UTF-16 units, behind emoji and in CRLF', () => {
    const text = `${P}map {\r\n  x <- Join("👩‍💻", [e\u0301],\r\n    "😀", [b])\r\n}`;
    const lines = text.split(/\r\n|\n/);
    const names = decoded(encode(text)).map(({ line, column, length }) => lines[line]?.slice(column, column + length));
    expect(names).toEqual(['SuccessFactors', 'EntraID', 'x', 'Join', 'e\u0301', 'b']);
  });

  it('never overlap, lie on one line each and inside the text, whatever the text', () => {
    const pieces = [
      'map {\n',
      '  x <- ',
      'IIF(',
      '[a]',
      '"{{p}}"',
      '"',
      '}',
      '{',
      '\r\n',
      "$.a['{{p}}'].b",
      'source {\n',
      ' y = ',
      ' on\n create',
      'test "t" {\n',
      'expect ',
      '// c\n',
      '/*',
      '👩',
      ')',
      ',',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 20 }), (parts) => {
        const text = parts.join('');
        const lines = text.split(/\r\n|\r|\n/);
        let last = { line: 0, column: 0, length: 0 };
        for (const place of decoded(encode(text))) {
          expect(place.length).toBeGreaterThan(0);
          expect(place.column + place.length).toBeLessThanOrEqual(lines[place.line]?.length ?? -1);
          if (place.line === last.line) expect(place.column).toBeGreaterThanOrEqual(last.column + last.length);
          else expect(place.line).toBeGreaterThan(last.line);
          last = place;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are the same after an edit as from a fresh start', () => {
    const before = new Analysis(inboundExample());
    encode(inboundExample(), before);
    const text = inboundExample().replace('map {', '\n  map { // moved by two columns and a line\n');
    expect(encode(text, before.withText(text))).toEqual(encode(text));
  });

  it('become those of the new text by the edits', () => {
    const numbers = fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 12 });
    fc.assert(
      fc.property(numbers, numbers, (before, after) => {
        const result = [...before];
        for (const { start, deleteCount, data } of tokenEdits(before, after))
          result.splice(start, deleteCount, ...(data ?? []));
        expect(result).toEqual(after);
        if (JSON.stringify(before) === JSON.stringify(after)) expect(tokenEdits(before, after)).toEqual([]);
      }),
    );
  });
});
