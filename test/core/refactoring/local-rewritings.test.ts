import { describe, expect, it } from 'vitest';
import { Analysis } from '../../../server/src/core/analysis/analyse.ts';
import { applyEdits } from '../../../server/src/core/refactoring/apply-edits.ts';
import { ignoreFinding } from '../../../server/src/core/refactoring/ignore-finding.ts';
import { mapAttribute } from '../../../server/src/core/refactoring/map-attribute.ts';
import { wrapExpression } from '../../../server/src/core/refactoring/wrap-expression.ts';
import { rewritten } from '../../support/rewritten.ts';

const P = 'provision SuccessFactors -> EntraID\n';

describe('what happens when an expression is empty', () => {
  const wrap = (line: string) =>
    Object.fromEntries(
      Object.entries(
        rewritten(`${P}map {\n  ${line}\n}\n`, ({ analysis: { file, model }, range }) =>
          wrapExpression(file, model, range.start),
        ),
      ).map(([title, text]) => [title, text.split('\n')[2]?.trim()]),
    );
  const WRAP = 'Wrap in IgnoreFlowIfNullOrEmpty: when it is empty, city keeps its value';
  const DEFAULT = 'Give city a default for when it is null';
  const TEXT = 'Give city a text for when it is empty, with Coalesce';
  const UNWRAP = 'Unwrap IgnoreFlowIfNullOrEmpty: when it is empty, city is null';

  it.each<[string, Record<string, string>]>([
    [
      'city <- [ci|ty]',
      { [WRAP]: 'city <- IgnoreFlowIfNullOrEmpty([city])', [DEFAULT]: 'city <- [city] default "unknown"' },
    ],
    [
      'city <- Join(" ", |[city], [state]) on create',
      {
        [WRAP]: 'city <- IgnoreFlowIfNullOrEmpty(Join(" ", [city], [state])) on create',
        [TEXT]: 'city <- Coalesce(Join(" ", [city], [state]), "unknown") on create',
      },
    ],
    ['city <- |IgnoreFlowIfNullOrEmpty( [city] ) flow always', { [UNWRAP]: 'city <- [city] flow always' }],
    ['city <- [ci|ty] flow nulls', { [DEFAULT]: 'city <- [city] flow nulls default "unknown"' }],
    ['city <- [ci|ty] default "x"', {}],
    ['city <- [ci|ty] match 1', {}],
    ['city <- "Ber|lin"', {}],
    ['city <- Switch([state], "a", |"b", "c")', {}],
    ['city <- IIF([state] = "a", |"b", "c")', {}],
    ['city <- IgnoreFlowIfNullOrEmpty(/* may be */ |[city])', {}],
    ['city <- Join(" ", |[city]', {}],
    ['city <- no|ne', {}],
    ['city <- [city] // |x', {}],
  ])('%s', (line, wanted) => {
    expect(wrap(line)).toEqual(wanted);
  });

  it('takes a branch that may be empty, and says what it is then', () => {
    expect(Object.keys(wrap('city <- Switch([state], |, "b", "c")'))).toEqual([WRAP, DEFAULT]);
    expect(Object.keys(wrap('city <- Switch([state], |"", "b", "c")'))).toEqual([WRAP, TEXT]);
    expect(wrap('city <- Coalesce([state], |Left([city], 3))')[TEXT]).toBe(
      'city <- Coalesce([state], Left([city], 3), "unknown")',
    );
  });

  it.each([
    ['a reference', 'manager <- [mana|ger]', []],
    ['a date', 'employeeHireDate <- [start|Date]', ['Wrap']],
    ['a truth value', 'accountEnabled <- [isContingent|Worker]', ['Wrap']],
    ['what is never empty', 'city <- Append("a", |"b")', []],
    ['an empty constant', 'city <- "|"', []],
    ['a name that no two accounts may share', 'userPrincipalName <- [user|name] on create', ['Wrap']],
    ['an address that no two may share', 'mailNickname <- Left(|[lastName], 20)', ['Wrap']],
    ['a call of too few', 'city <- Left(|[city])', ['Wrap', 'Give']],
  ])('offers %s no text that it could not take', (_, line, wanted) => {
    expect(Object.keys(wrap(line)).map((title) => title.split(' ')[0])).toEqual(wanted);
  });

  const count = (all: readonly string[], code: string) => all.filter((one) => one === code).length;
  const codes = (text: string) => new Analysis(text).diagnostics.map(({ code }) => code).sort();
  it.each([
    ['SuccessFactors -> EntraID', ['city', 'startDate', 'isContingentWorker', 'activeEmploymentsCount', 'manager']],
    ['EntraID -> SuccessFactors', ['mail', 'employeeHireDate', 'accountEnabled']],
  ])('raises nothing in %s, whatever the target', (pair, attributes) => {
    const head = `provision ${pair}\n`;
    const targets = [...new Analysis(head).model.targets.keys()];
    expect(targets.length).toBeGreaterThan(10);
    const expressions = attributes.flatMap((name) => [`[${name}]`, `ToUpper([${name}])`, `Left([${name}], 3)`]);
    for (const target of targets.filter((name) => /^[\w.]+$/.test(name)))
      for (const expression of expressions) {
        const text = `${head}map {\n  ${target} <- ${expression}\n}\n`;
        const { file, model } = new Analysis(text);
        const before = codes(text);
        for (const { title, edits } of wrapExpression(file, model, text.indexOf('<-'))) {
          const raised = codes(applyEdits(text, edits)).filter(
            (code, index, all) => all.slice(0, index + 1).filter((one) => one === code).length > count(before, code),
          );
          expect({ target, expression, title, raised }).toEqual({ target, expression, title, raised: [] });
        }
      }
  });
});

describe('a finding is ignored by a comment', () => {
  const ignored = (text: string, code: string) => {
    const analysis = new Analysis(text);
    const finding = analysis.diagnostics.find((one) => one.code === code);
    if (finding === undefined) throw new Error(`${code} is not found: ${analysis.diagnostics.map((one) => one.code)}`);
    const rewriting = ignoreFinding(analysis.file, finding);
    return rewriting && applyEdits(text, rewriting.edits);
  };
  const comment = (code: string) => `sfmap-ignore ${code}: why it is meant so`;

  it.each([
    [
      'above its line',
      'SFM2001',
      `${P}map {\n  city <- Jion([city])\n}\n`,
      `${P}map {\n  // ${comment('SFM2001')}\n  city <- Jion([city])\n}\n`,
    ],
    [
      'below its documentation',
      'SFM2001',
      `${P}map {\r\n\t/// The city.\r\n\tcity <- Jion([city])\r\n}\r\n`,
      `${P}map {\r\n\t/// The city.\r\n\t// ${comment('SFM2001')}\r\n\tcity <- Jion([city])\r\n}\r\n`,
    ],
    [
      'before it where others stand on the line',
      'SFM2001',
      `${P}map { state <- [state] city <- Jion([city]) }\n`,
      `${P}map { state <- [state] /* ${comment('SFM2001')} */ city <- Jion([city]) }\n`,
    ],
    [
      'above a test',
      'SFM7010',
      `${P}map {\n  city <- [city]\n}\ntest "x" {\n  given { "personIdExternal": "1" }\n}\n`,
      `${P}map {\n  city <- [city]\n}\n// ${comment('SFM7010')}\ntest "x" {\n  given { "personIdExternal": "1" }\n}\n`,
    ],
  ])('%s', (_, code, text, wanted) => {
    expect(ignored(text, code)).toBe(wanted);
    const after = new Analysis(wanted);
    expect(after.diagnostics.map((one) => one.code)).not.toContain(code);
    expect(after.diagnostics.map((one) => one.code)).not.toContain('SFM1113');
  });

  it('but not a mistake of the text, and not what is said about such a comment', () => {
    expect(ignored(`${P}map {\n  city <- Join([city]\n}\n`, 'SFM1011')).toBeUndefined();
    expect(ignored(`${P}map {\n  // sfmap-ignore SFM2001: x\n  city <- [city]\n}\n`, 'SFM1113')).toBeUndefined();
  });

  it('and a declaration keeps its documentation', () => {
    const after = new Analysis(ignored(`${P}map {\n  /// The city.\n  city <- Jion([city])\n}\n`, 'SFM2001') ?? '');
    expect(after.file.declarations.at(-1)?.documentation?.trim()).toBe('The city.');
  });

  it('every finding of a file that may be ignored is', () => {
    const text = `${P}param unused = "x"\nsource {\n  a = $.employmentNav.results[0].x\n  b = $.employmentNav.results[-1:].y\n}\nscope {\n  "x": [nobody] EQUALS "1"\n}\nmap {\n  city <- Jion([c])\n  nothing <- IIF([a], "b", "c")\n}\ntest "t" {\n  given nobody\n  expect cty == "x"\n}\n`;
    let count = 0;
    for (const finding of new Analysis(text).diagnostics) {
      const analysis = new Analysis(text);
      const rewriting = ignoreFinding(analysis.file, finding);
      if (rewriting === undefined) continue;
      const after = analysis.withText(applyEdits(text, rewriting.edits)).diagnostics;
      const of = (all: readonly { readonly code: string }[]) => all.filter(({ code }) => code === finding.code).length;
      expect(of(after), finding.code).toBeLessThan(of(analysis.diagnostics));
      count++;
    }
    expect(count).toBeGreaterThan(6);
  });
});

describe('an entry that nothing reads is mapped', () => {
  const offered = (marked: string) =>
    rewritten(marked, ({ analysis: { file, model }, range }) => mapAttribute(file, model, range.start));

  it('to the target of its name, else to a free extension attribute', () => {
    expect(offered(`${P}source {\n  ci|ty = $.x\n}\nmap {\n  surname <- [lastName]\n}\n`)).toEqual({
      'Map city to city': `${P}source {\n  city = $.x\n}\nmap {\n  surname <- [lastName]\n  city    <- [city]\n}\n`,
    });
    expect(
      offered(
        `${P}source {\n  b|adge = $.x\n}\nmap {\n  extensionAttribute1 <- [lastName]\n  city                <- [city]\n}\n`,
      ),
    ).toEqual({
      'Map badge to extensionAttribute2': `${P}source {\n  badge = $.x\n}\nmap {\n  extensionAttribute1 <- [lastName]\n  city                <- [city]\n  extensionAttribute2 <- [badge]\n}\n`,
    });
  });

  it.each([
    ['one that is read', `${P}source {\n  ba|dge = $.x\n}\nmap {\n  city <- [badge]\n}\n`],
    ['a target', `${P}target {\n  ba|dge : String\n}\n`],
    ['a line that is broken', `${P}source {\n  ba|dge = \n}\n`],
  ])('not %s', (_, marked) => {
    expect(offered(marked)).toEqual({});
  });
});
