import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignPhoneType } from '../../../server/src/core/refactoring/align-phone-type.ts';
import { applyEdits } from '../../../server/src/core/refactoring/apply-edits.ts';
import { rowGroups } from '../../../server/src/core/refactoring/writeback-rows.ts';
import {
  completeGroup,
  refactorWriteback,
  type WritebackScenario,
  writebackScenarios,
} from '../../../server/src/core/refactoring/writeback-scenario.ts';
import { analysisFor } from '../../support/example-people.ts';
import { aboveInformation } from './support.ts';

const W = 'provision EntraID -> SuccessFactors\n';
const folder = join(import.meta.dirname, '..', '..', '..', 'examples', 'writeback');
const names = readdirSync(folder).filter((name) => name.endsWith('.sfmap'));
const example = (name: string) => readFileSync(join(folder, name), 'utf8');
const SCENARIOS = writebackScenarios.map(({ scenario }) => scenario);

function answered(text: string, scenario: WritebackScenario): string {
  const { file, model } = analysisFor(text);
  return applyEdits(text, refactorWriteback(file, model, scenario)?.edits ?? []);
}

/** What a file does, without its comments and the order of its lines. */
function meaning(text: string): Record<string, unknown> {
  const { model, file } = analysisFor(text);
  const mappings = model.mappings.map(({ target, expression, placed, match }) => [
    target,
    `${file.text.slice(placed.offset + (expression?.start ?? 0), placed.offset + (expression?.end ?? 0))} ${match}`,
  ]);
  return { ...Object.fromEntries(mappings.sort()), paths: [...model.targets.values()].map(({ path }) => path) };
}

const PRINTED: Readonly<Record<WritebackScenario, string>> = {
  'writeback-1': 'scenario-1.sfmap',
  'writeback-2': 'scenario-2.sfmap',
  'writeback-3': 'scenario-3.sfmap',
  'writeback-4': 'scenario-4.sfmap',
  'writeback-4-corrected': 'scenario-4-corrected.sfmap',
  'writeback-5': 'scenario-5.sfmap',
};

describe.each(SCENARIOS)('%s', (scenario) => {
  it('changes nothing in the example that is written so', () => {
    expect(answered(example(PRINTED[scenario]), scenario)).toBe(example(PRINTED[scenario]));
  });

  it.each([W, `${W}map {\n}\n`, `${W}map {\n  personIdExternal <- [employeeId] match 1\n}\n`])(
    'makes the example out of %j',
    (text) => {
      const made = answered(text, scenario);
      expect(meaning(made)).toEqual(meaning(example(PRINTED[scenario])));
      expect(answered(made, scenario)).toBe(made);
      expect(aboveInformation(analysisFor(made))).toEqual([]);
      const crlf = answered(text.replaceAll('\n', '\r\n'), scenario);
      expect(crlf).toBe(made.replaceAll('\n', '\r\n'));
    },
  );

  it.each(names)('from %s: numbers and flags are those of the table, twice is once, nothing is reported', (name) => {
    const made = answered(example(name), scenario);
    const wanted = meaning(example(PRINTED[scenario]));
    const now = meaning(made);
    for (const target of ['email', 'emailType', 'emailIsPrimary', 'businessPhoneNumber', 'cellPhoneNumber'])
      expect(now[target]).toEqual(wanted[target]);
    for (const group of ['businessPhone', 'cellPhone'])
      if (wanted[`${group}Number`] !== undefined)
        for (const part of ['Type', 'IsPrimary']) expect(now[group + part]).toEqual(wanted[group + part]);
    expect(answered(made, scenario)).toBe(made);
    expect(aboveInformation(analysisFor(made))).toEqual([]);
  });
});

it('a number that is formatted keeps its expression; parts of a phone that is not set go with it', () => {
  const text = `${W}map {
  personIdExternal <- [employeeId] match 1
  businessPhoneNumber <- IgnoreFlowIfNullOrEmpty([telephoneNumber])
  businessPhoneExtension <- [extensionAttribute2] // house
  businessPhoneType <- "10605"
  businessPhoneIsPrimary <- "false"
  custom01 <- [mail] // ours
}
`;
  expect(answered(text, 'writeback-2')).toContain('<- IgnoreFlowIfNullOrEmpty([telephoneNumber])');
  expect(answered(text, 'writeback-2')).not.toContain('businessPhoneNumber = $.phoneNav');
  const one = answered(text, 'writeback-1');
  expect(one).not.toMatch(/businessPhone(Number|Extension)/);
  expect(one).toContain('// house');
  expect(one).toContain('  businessPhoneIsPrimary <- "true"\n  custom01 <- [mail] // ours\n');
});

describe('a group that is not complete', () => {
  it.each([
    ['email', '  email <- [mail]', '  emailType <- "{{businessEmailType}}"\n  emailIsPrimary <- "true"'],
    ['businessPhone', '  businessPhoneNumber <- [telephoneNumber]', '  businessPhoneIsPrimary <- "true"'],
    ['cellPhone', '  cellPhoneNumber <- [mobile]', '  cellPhoneIsPrimary <- "true"'],
    [
      'cellPhone',
      '  businessPhoneNumber <- [telephoneNumber]\n  businessPhoneType <- "10605"\n  businessPhoneIsPrimary <- "true"\n  cellPhoneNumber <- [mobile]',
      '  cellPhoneIsPrimary <- "false"',
    ],
    [
      'cellPhone',
      '  businessPhoneNumber <- [telephoneNumber]\n  businessPhoneType <- "10605"\n  businessPhoneIsPrimary <- IIF(IsPresent([telephoneNumber]), IIF(IsPresent([mobile]), "false", "true"), "false")\n  cellPhoneNumber <- [mobile]',
      '  cellPhoneIsPrimary <- IIF(IsPresent([mobile]), "true", "false")',
    ],
  ] as const)('%s: %s', (group, lines, added) => {
    const text = `${W}map {\n  personIdExternal <- [employeeId] match 1\n${lines}\n}\n`;
    const { file, model } = analysisFor(text);
    const made = applyEdits(text, completeGroup(file, model, group)?.edits ?? []);
    for (const line of added.split('\n')) expect(made.replaceAll(/ +<-/g, ' <-')).toContain(line);
    expect(aboveInformation(analysisFor(made))).toEqual([]);
    const after = analysisFor(made);
    expect(completeGroup(after.file, after.model, group)).toBeUndefined();
  });

  it('is left alone without its value, and when it is whole', () => {
    for (const text of [W, `${W}map { emailType <- "1" }`, example('scenario-2.sfmap')]) {
      const { file, model } = analysisFor(text);
      for (const group of rowGroups) expect(completeGroup(file, model, group)).toBeUndefined();
    }
  });
});

describe('a type code that stands in two places', () => {
  const text = (code: string, path: string) =>
    `${W}param p = "18"\ntarget {\n  cellPhoneNumber = ${path}\n}\nmap {\n  cellPhoneNumber <- [mobile]\n  cellPhoneType <- "${code}"\n}\n`;
  const PATH = "$.phoneNav.results[?(@.phoneType == '17')].phoneNumber";
  const aligned = (before: string, follow: 'mapping' | 'path') => {
    const { file, model } = analysisFor(before);
    const result = alignPhoneType(file, model, 'cellPhone', follow);
    return result && { title: result.title, text: applyEdits(before, result.edits) };
  };

  it('is read as it is written: own paths are changed, built-in ones get an entry', () => {
    expect(aligned(text('18', PATH), 'mapping')).toEqual({
      title: 'Find the cell phone by type 18, as cellPhoneType says: 2 paths',
      text: text(
        '18',
        `${PATH.replace('17', '18')}\n  cellPhoneType   = $.phoneNav.results[?(@.phoneType == '18')].phoneType`,
      ),
    });
    expect(aligned(text('{{p}}', PATH), 'mapping')?.text).toContain("== '{{p}}')].phoneNumber");
  });

  it('is written as it is read, where all paths agree', () => {
    const whole = text('18', `${PATH}\n  cellPhoneType   = ${PATH.replace('phoneNumber', 'phoneType')}`);
    expect(aligned(whole, 'path')).toEqual({
      title: 'Write type 17, by which the paths find the cell phone',
      text: whole.replace('"18"\n}', '"17"\n}'),
    });
    expect(aligned(text('18', PATH), 'path')).toBeUndefined();
  });

  it('keeps the quotes of a path', () => {
    expect(aligned(text('18', `"${PATH}"`), 'mapping')?.text).toContain(
      `cellPhoneNumber = "${PATH.replace('17', '18')}"`,
    );
  });

  it.each([
    ['equal', text('10606', PATH.replace('17', '10606'))],
    [
      'equal by a parameter',
      text('18', PATH.replace('17', '{{p}}'))
        .replace('param', 'param q = "10606"\nparam')
        .replace('"18"\n}', '"{{p}}"\n}')
        .replace('cellPhoneType <-', 'custom01 <-'),
    ],
    ['no constant', text('18', PATH).replace('"18"\n}', '[mobile]\n}')],
    ['no option id', text("1'8", PATH)],
    ['inbound', 'provision SuccessFactors -> EntraID\n'],
  ])('is left alone when it is %s', (_name, before) => {
    expect(aligned(before, 'mapping')).toBeUndefined();
  });
});

it('never breaks a file that is cut off anywhere', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...names),
      fc.constantFrom(...SCENARIOS),
      fc.nat(),
      fc.nat(30),
      (name, scenario, at, gap) => {
        const whole = example(name);
        const from = at % whole.length;
        const text = whole.slice(0, from) + whole.slice(from + gap);
        const made = answered(text, scenario);
        expect(answered(made, scenario)).toBe(made);
      },
    ),
    { numRuns: 80 },
  );
});
