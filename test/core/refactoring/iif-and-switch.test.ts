import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../../server/src/core/analysis/analyse.ts';
import { evaluateExpression } from '../../../server/src/core/expressions/evaluate.ts';
import { isExpression } from '../../../server/src/core/language/walk.ts';
import type { Outcome } from '../../../server/src/core/mapping/outcome.ts';
import { applyEdits } from '../../../server/src/core/refactoring/apply-edits.ts';
import { iifOrSwitch } from '../../../server/src/core/refactoring/iif-and-switch.ts';
import { rewritten } from '../../support/rewritten.ts';

const P = 'provision SuccessFactors -> EntraID\n';
const mapping = (expression: string) =>
  `${P}source {\n  tags : String[] = $.tags\n}\nmap {\n  city <- ${expression}\n}\n`;
const offered = (marked: string) =>
  Object.values(rewritten(marked, ({ analysis: { file, model }, range }) => iifOrSwitch(file, model, range.start)));
const expressionIn = (text: string | undefined) => /city <- (.*)\n/.exec(text ?? '')?.[1];
const other = (expression: string) => offered(mapping(expression)).map(expressionIn);

describe('IIF as a Switch', () => {
  it.each([
    ['IIF([city] = "a", "b", "c")', 'Switch([city], "c", "a", "b")'],
    ['IIF("a" = [city], "b", "c")', 'Switch([city], "c", "a", "b")'],
    ['IIF([city] <> "a", "b", "c")', 'Switch([city], "b", "a", "c")'],
    ['IIF(IsPresent([city]), [city], [state])', 'Switch([city], [city], "", [state])'],
    ['IIF(IsNullOrEmpty([city]), [state], [city])', 'Switch([city], [city], "", [state])'],
    [
      'IIF([city] = "a", "1", IIF([city]="b", "2", IIF([city] = "a", "3", "4")))',
      'Switch([city], "4", "a", "1", "b", "2", "a", "3")',
    ],
    ['IIF([city] = "a", "1", IIF([state] = "b", "2", "3"))', 'Switch([city], IIF([state] = "b", "2", "3"), "a", "1")'],
    [
      'IIF(ToLower([city]) = "a", "1", IIF(ToLower( [city] ) = "", "2", "3"))',
      'Switch(ToLower([city]), "3", "a", "1", "", "2")',
    ],
  ])('%s', (expression, wanted) => {
    expect(other(`|${expression}`)).toEqual([wanted]);
  });

  it('takes the innermost that can be written so', () => {
    expect(other('IIF([city] > "a", IIF([state] = "x", |"b", "c"), "d")')).toEqual([
      'IIF([city] > "a", Switch([state], "c", "x", "b"), "d")',
    ]);
    expect(other('IIF([city] = "a", IIF([state] > "x", |"b", "c"), "d")')).toEqual([
      'Switch([city], "d", "a", IIF([state] > "x", "b", "c"))',
    ]);
  });

  it.each([
    'IIF([city] = 5, "b", "c")',
    'IIF([city] = [state], "b", "c")',
    'IIF([city] > "a", "b", "c")',
    'IIF(And([city] = "a", [state] = "b"), "b", "c")',
    'IIF(IsPresent([tags]), "b", "c")',
    'IIF(IsPresent(Trim([city])), "b", "c")',
    'IIF(IgnoreFlowIfNullOrEmpty([city]) = "a", "b", "c")',
    'IIF(RandomString(3, 0, 0, 0, 0, "") = "a", "b", "c")',
    'IIF(Jion([city]) = "a", "b", "c")',
    'IIF([city] = "a", /* why */ "b", "c")',
    'IIF([city] = "a", "b")',
    'IIF([city] = "a", "b", )',
  ])('not %s', (expression) => {
    expect(other(`|${expression}`)).toEqual([]);
  });

  it('not in a writeback', () => {
    expect(offered('provision EntraID -> SuccessFactors\nmap {\n  email <- |IIF([mail] = "a", "b", "c")\n}\n')).toEqual(
      [],
    );
  });
});

describe('Switch as IIF', () => {
  it.each([
    ['Switch([city], "c", "a", "b")', 'IIF([city] = "a", "b", "c")'],
    ['Switch([city], "0", "a", "1", "b", "2")', 'IIF([city] = "a", "1", IIF([city] = "b", "2", "0"))'],
    ['Switch([city], [city], "", [state])', 'IIF(IsPresent([city]), [city], [state])'],
    ['Switch([tags], "c", "", "b")', 'IIF([tags] = "", "b", "c")'],
  ])('%s', (expression, wanted) => {
    expect(other(`|${expression}`)).toEqual([wanted]);
  });

  it.each([
    'Switch([city], "c", [state], "b")',
    'Switch([city], "c")',
    'Switch(Guid(), "c", "a", "b")',
    'Switch([city], , "a", "b")',
    `Switch([city], "z"${', "a", "b"'.repeat(9)})`,
  ])('not %s', (expression) => {
    expect(other(`|${expression}`)).toEqual([]);
  });
});

const text = fc.constantFrom('', 'a', 'A', 'b', ' ', 'True', '5');
const literal = text.map((one) => `"${one}"`);
const source = fc.constantFrom(
  '[city]',
  '[state]',
  '[tags]',
  'ToLower([city])',
  'Join("", [city], [state])',
  '[nobody]',
);
const branch: fc.Arbitrary<string> = fc.letrec<{ branch: string; iif: string; choice: string }>((tie) => ({
  branch: fc.oneof(
    { maxDepth: 3 },
    literal,
    source,
    fc.constant('IgnoreFlowIfNullOrEmpty([city])'),
    fc.constant(''),
    tie('iif'),
    tie('choice'),
  ),
  iif: fc
    .tuple(
      fc.oneof(
        fc.tuple(source, fc.constantFrom('=', '<>'), literal).map((parts) => parts.join(' ')),
        fc.constantFrom('IsPresent([city])', 'IsNullOrEmpty([state])', 'IsPresent([tags])'),
      ),
      tie('branch'),
      tie('branch'),
    )
    .map(([condition, yes, no]) => `IIF(${condition}, ${yes}, ${no})`),
  choice: fc
    .tuple(source, tie('branch'), fc.array(fc.tuple(literal, tie('branch')), { minLength: 1, maxLength: 4 }))
    .map(([of, otherwise, pairs]) => `Switch(${[of, otherwise, ...pairs.flat()].join(', ')})`),
})).branch;
const value = fc.option(text, { nil: null });

function outcomeOf(text: string, people: Readonly<Record<string, string | readonly string[] | null>>): unknown {
  const { model } = new Analysis(text);
  const [found] = model.mappings;
  if (!isExpression(found?.expression)) throw new Error(`No expression: ${text}`);
  const attribute = (name: string) => (name in people ? { value: people[name] ?? null, matches: 1 } : undefined);
  const outcome: Outcome = evaluateExpression(found.expression, { attribute });
  // Each function words its error in its own way.
  return outcome.state === 'value' ? outcome.value : outcome.state;
}

it('both ways mean the same, whatever is chosen between and whatever the person has', () => {
  let count = 0;
  fc.assert(
    fc.property(
      branch.filter((one) => /^(?:IIF|Switch)/.test(one)),
      fc.array(fc.record({ city: value, state: value, tags: fc.array(text, { maxLength: 2 }) }), { minLength: 3 }),
      (expression, everybody) => {
        const before = mapping(expression);
        const at = before.indexOf('<- ') + 3;
        let current = before;
        // There, and back.
        for (let step = 0; step < 2; step += 1) {
          const { file, model } = new Analysis(current);
          const [found] = iifOrSwitch(file, model, at);
          if (found === undefined) break;
          current = applyEdits(current, found.edits);
          count++;
          expect(new Analysis(current).diagnostics.filter(({ code }) => /^SFM(?:10|2001)/.test(code))).toEqual([]);
          for (const person of everybody) expect(outcomeOf(current, person)).toEqual(outcomeOf(before, person));
        }
      },
    ),
    { numRuns: 300 },
  );
  expect(count).toBeGreaterThan(100);
});
