import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../server/src/core/analysis/analyse.ts';
import { prepareRename, rename, renameInProject } from '../../server/src/features/rename.ts';
import { analysisFor, targetValues } from '../support/example-people.ts';
import { markedText } from '../support/marked-text.ts';

const P = 'provision SuccessFactors -> EntraID\n';

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function applied(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((result, { start, end, text: written }) => result.slice(0, start) + written + result.slice(end), text);
}

function renamed(text: string, offset: number, name: string): string {
  const result = rename(analysisFor(text), offset, name);
  if ('refused' in result) throw new Error(result.refused);
  return applied(text, result.edits);
}

const rows: readonly (readonly [what: string, before: string, name: string, after: string])[] = [
  [
    'an attribute: entry, expressions, scope',
    'source {\n  ba|dge = $.a\n}\nscope { [badge] IS NULL }\nmap {\n  x <- IIF(IsNull([badge]), "badge", [badge]) // badge\n}',
    'site',
    'source {\n  site = $.a\n}\nscope { [site] IS NULL }\nmap {\n  x <- IIF(IsNull([site]), "badge", [site]) // badge\n}',
  ],
  [
    'a name that needs quotes',
    'source {\r\n  badge = $.a\r\n}\r\nmap {\r\n  x <- Join("😀", [bad|ge])\r\n}',
    'my badge',
    'source {\r\n  "my badge" = $.a\r\n}\r\nmap {\r\n  x <- Join("😀", [my badge])\r\n}',
  ],
  [
    'a name that needs quotes no longer',
    'source {\n  "my badge" = $.a\n}\nmap {\n  x <- [my |badge]\n}',
    'badge',
    'source {\n  badge = $.a\n}\nmap {\n  x <- [badge]\n}',
  ],
  [
    'a word of the language as a name',
    'source {\n  ba|dge = $.a\n}\nmap {\n  x <- [badge]\n}',
    'replace',
    'source {\n  replace = $.a\n}\nmap {\n  x <- [replace]\n}',
  ],
  [
    'a target: block, mapping, limit, tests',
    'target { bad|ge : String }\nlimits { clear(badge) <= 5 }\nmap {\n  badge <- [badge]\n}\ntest "t" {\n  given {}\n  existing { "badge": "b\\u0061dge" }\n  taken badge "x"\n  expect badge == "badge"\n}',
    'the "pass"',
    'target { "the \\"pass\\"" : String }\nlimits { clear("the \\"pass\\"") <= 5 }\nmap {\n  "the \\"pass\\"" <- [badge]\n}\ntest "t" {\n  given {}\n  existing { "the \\"pass\\"": "b\\u0061dge" }\n  taken "the \\"pass\\"" "x"\n  expect "the \\"pass\\"" == "badge"\n}',
  ],
  [
    'a parameter: line, texts, default, scope, expectation, path; not in JSON',
    'param si|te = "a"\nsource {\n  x = $.a[?(@.b == \'{{site}}\')]\n}\nscope { [x] EQUALS "{{site}}", "site" }\nmap {\n  y <- "{{site}} {{{{site}}" default "{{site}}"\n}\ntest "t" {\n  given { "a": "{{site}}" }\n  expect y in ["{{site}}"]\n}',
    'place',
    'param place = "a"\nsource {\n  x = $.a[?(@.b == \'{{place}}\')]\n}\nscope { [x] EQUALS "{{place}}", "site" }\nmap {\n  y <- "{{place}} {{{{site}}" default "{{place}}"\n}\ntest "t" {\n  given { "a": "{{site}}" }\n  expect y in ["{{place}}"]\n}',
  ],
  [
    'a sample, where it is given in quotes',
    'sample rita = "rita.json"\ntest "t" {\n  given "r|ita"\n}\ntest "u" {\n  given "rita.json"\n}',
    'amara',
    'sample amara = "rita.json"\ntest "t" {\n  given "amara"\n}\ntest "u" {\n  given "rita.json"\n}',
  ],
  [
    'a sample whose name needs quotes',
    'sample "rita o" = "rita.json"\ntest "t" {\n  given "r|ita o"\n}',
    'amara',
    'sample amara = "rita.json"\ntest "t" {\n  given amara\n}',
  ],
  [
    'a sample and where it is given',
    'sample rita = "rita.json"\ntest "t" {\n  given r|ita\n}',
    'amara',
    'sample amara = "rita.json"\ntest "t" {\n  given amara\n}',
  ],
  ['a test', 'test "a |name" {\n  expect x absent\n}', 'say "so"', 'test "say \\"so\\"" {\n  expect x absent\n}'],
  [
    'a group of the scope',
    'scope {\n  "Sw|iss": [a] IS NULL\n  "Labs": [b] IS NULL\n}',
    'Bern',
    'scope {\n  "Bern": [a] IS NULL\n  "Labs": [b] IS NULL\n}',
  ],
  [
    'behind a mistake',
    'source {\n  ba|dge = $.a\n}\nmap {\n  x <- Join(" " [badge], [badge]\n}',
    'site',
    'source {\n  site = $.a\n}\nmap {\n  x <- Join(" " [site], [site]\n}',
  ],
  ['to the same name', 'param s|ite = "a"', 'site', 'param site = "a"'],
];

describe('renames', () => {
  it.each(rows)('%s', (_, before, name, after) => {
    const { text, cursor } = markedText(P + before);
    expect(renamed(text, cursor, name)).toBe(P + after);
  });

  it('from every place of the name alike', () => {
    const { text, ranges } = markedText(
      `${P}param «p» = "a"\nsource {\n  x = $.a[?(@.b == '{{«p»}}')]\n}\nmap {\n  y <- "{{«p»}}"\n}`,
    );
    const results = ranges.flatMap(({ start, end }) => [renamed(text, start, 'q'), renamed(text, end, 'q')]);
    expect(new Set(results).size).toBe(1);
  });

  it('shows the name alone as what is renamed', () => {
    const { text, cursor, ranges } = markedText(`${P}source {\n  "my badge" = $.a\n}\nmap {\n  x <- [«my ba|dge»]\n}`);
    expect(prepareRename(analysisFor(text), cursor)).toMatchObject({ ...ranges[0], symbol: { name: 'my badge' } });
  });
});

describe('refuses with a sentence', () => {
  const own = 'source {\n  badge = $.a\n  site = $.b\n}\n';
  it.each([
    [
      'a built-in attribute',
      'map {\n  x <- [depart|ment]\n}',
      'y',
      /department is a name of SuccessFactors' attribute list/,
    ],
    ['one whose path the file changes', 'source {\n  depart|ment = $.a\n}', 'y', /attribute list/],
    ['a built-in target', 'map {\n  ma|il <- [a]\n}', 'y', /mail is a name of Entra ID's attribute list/],
    ['a function', 'map {\n  x <- I|IF([a], [b], [c])\n}', 'y', /IIF is a function of Entra ID/],
    [
      'a field of a path',
      'source {\n  x = $.employment|Nav\n}',
      'y',
      /employmentNav is a part of SuccessFactors' data/,
    ],
    ['a file', 'sample a = "b.js|on"', 'y', /Rename the file/],
    ['a word of the language', 'actions cre|ate', 'y', /create is a word of the language/],
    ['a parameter that no line declares', 'map {\n  x <- "{{p|}}"\n}', 'y', /Declare it first: param p\./],
    ['an attribute that nothing declares', 'map {\n  x <- [un|known]\n}', 'y', /declared nowhere in this file/],
    ['no name at all', 'map {\n  x <-| [a]\n}', 'y', /no name here/],
    ['a comment', '// ba|dge', 'y', /no name here/],
    ['an empty name', own.replace('badge', 'ba|dge'), '  ', /at least one letter/],
    ['two lines', own.replace('badge', 'ba|dge'), 'a\nb', /on one line/],
    ['a closing bracket', own.replace('badge', 'ba|dge'), 'a]b', /cannot hold \]/],
    ['a blank at the end', own.replace('badge', 'ba|dge'), 'a ', /neither begins nor ends with a blank/],
    ['a parameter in a name', own.replace('badge', 'ba|dge'), 'a {{p}}', /no parameter is replaced/],
    ['a name of the file', own.replace('badge', 'ba|dge'), 'site', /has a source attribute of the name site already/],
    ['a built-in name', own.replace('badge', 'ba|dge'), 'department', /department is a built-in attribute already/],
    [
      'a name that something uses',
      'param a|b\nmap {\n  x <- "{{cd}}{{ab}}"\n}',
      'cd',
      /has a parameter of the name cd already/,
    ],
    ['blanks in a parameter', 'param a|b', 'a b', /letter or _/],
    ['a hyphen at the end of a sample', 'sample a|b = "c.json"', 'a-', /letter or _/],
  ] as const)('%s', (_, marked, name, sentence) => {
    const { text, cursor } = markedText(P + marked);
    expect(rename(analysisFor(text), cursor, name)).toEqual({ refused: expect.stringMatching(sentence) });
  });

  it('a name of Entra ID in a writeback', () => {
    const { text, cursor } = markedText('provision EntraID -> SuccessFactors\nmap {\n  email <- [ma|il]\n}');
    expect(prepareRename(analysisFor(text), cursor)).toEqual({
      refused: expect.stringContaining("Entra ID's attribute list"),
    });
  });
});

const WHOLE = `${P}
param type = "10605"

source {
  /// Her name at work.
  callName = $.personalInfoNav.results[0].firstName
  phone    = $.phoneNav.results[?(@.phoneType == '{{type}}')].phoneNumber
}

scope {
  "Named": [callName] IS NOT NULL
}

target {
  contosoCall : String
}

map {
  employeeId  <- [personIdExternal] match 1
  contosoCall <- Join(" {{type}} ", [callName], IIF(IsPresent([phone]), [phone], "none"))
}

test "called by her name" {
  given { "personIdExternal": "1", "personalInfoNav": { "results": [{ "firstName": "Rita" }] } }
  expect contosoCall == "Rita {{type}} none"
}
`;

/** What the checker and the evaluator say, without places. */
function meaning(analysis: Analysis): unknown {
  const messages = analysis.diagnostics.map(({ code, severity }) => `${code} ${severity}`);
  return { messages, values: Object.values(targetValues(analysis)), inScope: analysis.evaluation?.inScope };
}

describe('a renamed file', () => {
  const places = ['callName', 'phone', 'type', 'contosoCall', 'called by'];
  it.each(places)('says and yields the same as before: %s', (word) => {
    const after = renamed(WHOLE, WHOLE.indexOf(word) + 1, 'renamedName');
    expect(after).not.toBe(WHOLE);
    expect(meaning(analysisFor(after, 'rehire'))).toEqual(meaning(analysisFor(WHOLE, 'rehire')));
  });

  it('is what it was when it is renamed back, whatever the name', () => {
    const letters = [...'aZ_é9.- "\\]éλ👩'];
    const name = fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 8 }).map((signs) => signs.join(''));
    let there = 0;
    fc.assert(
      fc.property(name, fc.constantFrom(...places), (to, word) => {
        const offset = WHOLE.indexOf(word) + 1;
        const first = rename(analysisFor(WHOLE), offset, to);
        if ('refused' in first) return;
        there++;
        const changed = applied(WHOLE, first.edits);
        const back = rename(
          analysisFor(changed),
          Math.min(...first.edits.map(({ start }) => start)) + 1,
          first.symbol.name,
        );
        expect('refused' in back ? back.refused : applied(changed, back.edits)).toBe(WHOLE);
      }),
      { numRuns: 200 },
    );
    expect(there).toBeGreaterThan(20);
  });
});

describe('the keys of sfmap.json', () => {
  const project = `{
  "parameters": { "site": "a", "other": "site" },
  "connections": {
    "test": { "production": false, "parameters": { "\\u0073ite": "b" } },
    "live": { "parameters": { "other": "c" } }
  }
}`;

  it('are renamed for all mappings and for each connection', () => {
    const edits = renameInProject(project, 'site', 'place');
    if ('refused' in edits) throw new Error(edits.refused);
    expect(applied(project, edits)).toBe(project.replace('"site":', '"place":').replace('"\\u0073ite":', '"place":'));
  });

  it.each([
    ['a name that is not there', project, 'elsewhere'],
    ['a file that is no JSON', '{ "parameters": ', 'site'],
    ['a file of another form', '[1]', 'site'],
    ['an empty file', '', 'site'],
  ])('stay as they are: %s', (_, text, name) => {
    expect(renameInProject(text, name, 'place')).toEqual([]);
  });

  it('are not renamed to one that is there', () => {
    expect(renameInProject(project, 'site', 'other')).toEqual({
      refused: expect.stringContaining('parameter other already'),
    });
  });
});
