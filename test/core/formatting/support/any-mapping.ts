import fc from 'fast-check';
import { functionSignatures } from '../../../../server/src/core/catalog/functions.ts';
import { anyExpression } from '../../functions/any-expression.ts';

/** Tokens of a declaration, in order; between two stands what `gap` gives. */
type Tokens = readonly string[];

const pick = fc.constantFrom;
const names = pick(
  'a',
  'department',
  'extension_9d98ed114c4840d298fad781915f27e4_costCenter',
  'größe',
  'map',
  'default',
  'x.y-z',
  '"odd name"',
);
const texts = pick(
  '"DE"',
  '""',
  '"a, (b) // c"',
  '"say \\"hi\\""',
  '"{{p}}"',
  '"\u{1F600}"',
  '"a text that is rather long, so that lines are wrapped"',
);
const paths = pick(
  '$.employmentNav.results[0].startDate',
  "$.phoneNav.results[?(@.phoneType == '10605')].phoneNumber",
  '$..x[-1:]',
  '$.a[?(@.b =~ /^\\w}$/)]',
  'plain.path',
  '"$[\'a b\'].c"',
);
const attributes = pick('[a]', '[department]', '[odd name]', '[größe]', '[globalAssignmentDepartment]');

const { argument } = fc.letrec<{ argument: Tokens; call: Tokens }>((tie) => ({
  argument: fc.oneof(
    { maxDepth: 5, depthSize: 'large' },
    fc.oneof(attributes, texts, pick('1', '-2.5', '&HFF', 'vbTextCompare')).map((text) => [text]),
    tie('call'),
    fc.tuple(attributes, pick('=', '<>', '<', '>=', '<='), fc.oneof(texts, pick('1', '-1'))).map((parts) => parts),
    pick<Tokens>([]),
  ),
  call: fc
    .tuple(pick(...functionSignatures.keys()), fc.array(tie('argument'), { maxLength: 6 }))
    .map(([name, slots]) => [`${name}(`, ...slots.flatMap((slot, i) => (i === 0 ? slot : [',', ...slot])), ')']),
}));

/** An expression of the library's own tests, as one token: nothing is put into it. */
const whole = anyExpression.filter((text) => text.length < 400).map((text): Tokens => [text]);
const source = fc.oneof(
  { weight: 6, arbitrary: argument.filter((tokens) => tokens.length > 0) },
  { weight: 2, arbitrary: whole },
  { weight: 1, arbitrary: pick<Tokens>(['none'], ['baseline']) },
);
const option = fc.oneof(
  pick<Tokens>(['match', '1'], ['on', 'create'], ['flow', 'always'], ['flow', 'nulls']),
  texts.map((text): Tokens => ['default', text]),
);

const mapping = fc
  .tuple(names, source, fc.array(option, { maxLength: 3 }))
  .map(([name, value, options]): Tokens => [name, '<-', ...value, ...options.flat()]);
const entry = fc.oneof(
  fc.tuple(names, paths).map(([name, path]): Tokens => [name, `= ${path}`]),
  fc
    .tuple(names, pick('String', 'DateTime', 'Boolean[]'), paths)
    .map(([name, type, path]): Tokens => [name, ':', type, `= ${path}`]),
  fc.tuple(names, pick('Integer', 'String[]')).map(([name, type]): Tokens => [name, ':', type]),
  fc
    .tuple(paths, paths)
    .filter(([from]) => !from.startsWith('"'))
    .map(([from, to]): Tokens => [`replace ${from} -> ${to}`]),
);
const clause = fc.oneof(
  fc
    .tuple(attributes, pick('EQUALS', 'NOT EQUALS', 'REGEX MATCH', 'INCLUDES', '!&'), texts)
    .map((parts): Tokens => parts),
  fc.tuple(attributes, pick('IS NULL', 'IS NOT NULL')).map((parts): Tokens => parts),
);
const clauses = fc
  .array(clause, { minLength: 1, maxLength: 5 })
  .map((list): Tokens => list.flatMap((one, i) => (i === 0 ? one : ['and', ...one])));
const group = fc.tuple(texts, clauses).map(([name, list]): Tokens => [name, ':', ...list]);
const limit = fc
  .tuple(pick('disable', 'update', 'clear(mail)', 'change( department )'), pick('5', '20%', '0'))
  .map(([kind, amount]): Tokens => [kind, '<=', amount]);
const { json } = fc.letrec<{ json: Tokens; value: Tokens }>((tie) => ({
  json: fc.oneof(
    fc
      .uniqueArray(fc.tuple(pick('"a"', '"mail"', '"d:results"', '"{ // no comment"'), tie('value')), {
        maxLength: 3,
        selector: ([name]) => name,
      })
      .map((members) => ['{', ...separated(members.map(([name, value]) => [name, ':', ...value])), '}']),
    fc.array(tie('value'), { maxLength: 3 }).map((values) => ['[', ...separated(values), ']']),
  ),
  value: fc.oneof(
    { maxDepth: 2 },
    pick('1.50', '-0', '1e3', 'null', 'true', '"\\u0041"', '"[,]"').map((text): Tokens => [text]),
    tie('json'),
  ),
}));
const separated = (lists: readonly Tokens[]) => lists.flatMap((list, i) => (i === 0 ? list : [',', ...list]));
const list = fc
  .array(texts, { minLength: 1, maxLength: 6 })
  .map((values): Tokens => ['[', ...separated(values.map((text) => [text])), ']']);

const statement = fc.oneof(
  { weight: 3, arbitrary: json.map((value): Tokens => ['given', ...value]) },
  { weight: 1, arbitrary: json.map((value): Tokens => ['existing', ...value]) },
  { weight: 2, arbitrary: list.map((values): Tokens => ['expect', 'otherMails', '==', ...values]) },
  { weight: 1, arbitrary: list.map((values): Tokens => ['expect', 'department', 'in', ...values]) },
  {
    weight: 8,
    arbitrary: pick<Tokens>(
      ['given', '"people/rehire.json"'],
      ['given', '{ "personIdExternal": "1", "a": [1, { "b": null }] }'],
      ['given', '{\n "a": "}" // }\n}'],
      ['person', '"100401"'],
      ['at', '2026-03-01'],
      ['domain', '"contoso.example"'],
      ['taken', 'mail', '"a@contoso.example"'],
      ['expect', 'department', '==', '"IT"'],
      ['expect', 'otherMails', '==', '[', '"a"', ',', '"b"', ']'],
      ['expect', 'department', 'in', '["a"', ',', '"b"]'],
      ['expect', 'mail', 'matches', '"^a"'],
      ['expect', 'mail', 'absent'],
      ['expect', 'out', 'of', 'scope'],
      ['expect', 'action', 'disable'],
    ),
  },
);

/** Where a token stands among others: each draws its own gap. */
const gap = fc.oneof(
  { weight: 10, arbitrary: pick(' ', '  ', '\t') },
  { weight: 3, arbitrary: pick('\n', '\n    ', '\n\n ', '\n\t') },
  {
    weight: 2,
    arbitrary: pick(
      ' /* note */ ',
      '/**/ ',
      ' // note\n',
      ' // a ( [ "\n  ',
      '\n // own line\n ',
      '\n /* line */\n',
      ' /// note\n',
    ),
  },
);
const between = fc.oneof(
  { weight: 8, arbitrary: pick('\n', '\n  ', '\n\n', '\n\n\n    ') },
  {
    weight: 3,
    arbitrary: pick(
      ' // behind\n',
      '       // far behind  \n',
      ' /* b */\n',
      '\n  // above\n',
      '\n/// documented\n',
      '\n/* several\n   lines */\n  ',
    ),
  },
  { weight: 1, arbitrary: pick('\n  /* before */ ') },
);

/** A declaration with its gaps. Only within parentheses, lists and JSON may every gap be a new line, or where it is `free`. */
const laidOut = (tokens: fc.Arbitrary<Tokens>, free = false) =>
  tokens.chain((list) =>
    fc.array(gap, { minLength: list.length, maxLength: list.length }).map((gaps) => {
      let text = '';
      let open = 0;
      for (const [index, token] of list.entries()) {
        const own = gaps[index] ?? ' ';
        text += index === 0 ? '' : free || open > 0 || !/[\r\n]/.test(own) ? own : ' ';
        text += token;
        open += /[([{]$/.test(token) ? 1 : /^[)\]}]$/.test(token) ? -1 : 0;
      }
      return text;
    }),
  );

function block(head: string, declaration: fc.Arbitrary<Tokens>, most: number, free = false): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.array(fc.tuple(between, laidOut(declaration, free)), { maxLength: most }),
      between,
      pick('', '// ends', '\n\n'),
    )
    .map(([lines, before, end]) => `${head}${lines.map(([start, text]) => start + text).join('')}${before}}${end}`);
}

const heads = pick(
  'param p = "1"',
  'param q',
  'sample   s="a.json"',
  'actions create,update',
  '// alone',
  '/// documented\nparam r',
);

/** A mapping file without a mistake of grammar, laid out at random. */
export const anyMapping: fc.Arbitrary<string> = fc
  .tuple(
    pick('', '\ufeff'),
    pick(
      'provision SuccessFactors -> EntraID',
      'provision SuccessFactors->EntraID // pair',
      '// first\nprovision EntraID -> SuccessFactors',
    ),
    fc.array(
      fc.oneof(
        heads,
        block('source {', entry, 6),
        block(
          'target{',
          entry.filter(([first = '']) => !first.startsWith('replace')),
          3,
        ),
        block('scope\n{', group, 3, true),
        block('limits {', limit, 4),
        block('map {', mapping, 8),
        block('test "a test" {', statement, 6),
        laidOut(clauses, true).map((text) => `scope { ${text} }`),
      ),
      { maxLength: 7 },
    ),
    pick('\n', '\n\n'),
    pick('\n', '\r\n'),
  )
  .map(([mark, provision, parts, gapBetween, end]) =>
    `${mark}${[provision, ...parts].join(gapBetween)}\n`.replaceAll('\n', end),
  );
