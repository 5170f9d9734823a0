import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInAttributes } from '../../../server/src/core/catalog/source-attributes.ts';
import type { Scenario } from '../../../server/src/core/refactoring/scenario.ts';
import { analysisFor, examplePerson, inboundExample, peopleNames, targetValues } from '../../support/example-people.ts';
import { aboveInformation, answered, answersAt, SCENARIOS, TITLES } from './support.ts';

const FILE = `provision SuccessFactors -> EntraID
map {
  employeeId       <- [personIdExternal] match 1
  department       <- [department]
  employeeHireDate <- [startDate]
  manager          <- [manager]
}
`;

function answers(
  conversion: string | null,
  rehire: string | null,
  active: string | null,
  standard: string | null,
): Readonly<Record<Scenario, string | null>> {
  return { conversion, rehire, active, 'global-assignment': standard };
}

/** Person → the department read from the first employment, and after each scenario's answer. */
const DEPARTMENTS: Readonly<
  Record<string, readonly [before: string | null, Readonly<Record<Scenario, string | null>>]>
> = {
  plain: ['Logistics', answers('Logistics', 'Logistics', 'Logistics', 'Logistics')],
  conversion: ['IT Services', answers('Engineering', 'Engineering', 'Engineering', 'IT Services')],
  rehire: ['Operations', answers('Operations', 'Sales EMEA', 'Sales EMEA', 'Operations')],
  'global-assignment': ['Engineering', answers('Engineering', 'Operations', 'Engineering', 'Engineering')],
  'concurrent-jobs': ['Finance', answers('Finance', 'People & Culture', 'Finance', 'Finance')],
  'pre-hire': [null, answers(null, null, null, null)],
};

it('knows every example person', () => {
  expect(Object.keys(DEPARTMENTS).sort()).toEqual([...peopleNames].sort());
});

describe.each(Object.entries(DEPARTMENTS))('%s', (person, [before, after]) => {
  const analysis = analysisFor(FILE, person);

  it('has the value of the first employment before', () => {
    expect(targetValues(analysis)['department']).toBe(before);
  });

  it.each(SCENARIOS)('%s in the whole file; hire date and manager stay', (scenario) => {
    const changed = targetValues(analysisFor(answered(analysis, scenario) ?? '', person));
    expect(changed).toEqual({ ...targetValues(analysis), department: after[scenario] });
  });

  it.each(SCENARIOS)('%s on the path alone', (scenario) => {
    const text = answersAt(analysis, FILE.indexOf('[department]') + 1)[TITLES[scenario]];
    const changed = targetValues(analysisFor(text ?? '', person));
    expect(changed).toEqual({ ...targetValues(analysis), department: after[scenario] });
  });
});

it('reads the host assignment first, and the standard one for everybody else', () => {
  const texts = answersAt(analysisFor(FILE), FILE.indexOf('[department]') + 1);
  const text = texts['Add globalAssignmentDepartment and flow it when it is present (global assignment)'] ?? '';
  expect(text).toContain(
    'department       <- IIF(IsPresent([globalAssignmentDepartment]), [globalAssignmentDepartment], [department])',
  );
  expect(aboveInformation(analysisFor(text))).toEqual([]);
  const departments = peopleNames.map((name) => targetValues(analysisFor(text, name))['department']);
  const before = peopleNames.map((name) => targetValues(analysisFor(FILE, name))['department']);
  expect(departments).toEqual(
    before.map((value, index) => (peopleNames[index] === 'global-assignment' ? 'Operations' : value)),
  );
});

it('adds the second job as an attribute of its own and changes no value', () => {
  const texts = answersAt(analysisFor(FILE), FILE.indexOf('[department]') + 1);
  const text = texts['Add secondJobDepartment (concurrent jobs)'] ?? '';
  for (const name of peopleNames) {
    const after = analysisFor(text, name);
    expect(targetValues(after)).toEqual(targetValues(analysisFor(FILE, name)));
    const second = after.evaluation?.attributes.get('secondJobDepartment');
    if (name === 'concurrent-jobs') expect(second?.value).toBe('People & Culture');
    if (name === 'plain') expect(second).toMatchObject({ value: null, reason: 'no second employment' });
  }
});

describe('whatever is mapped', () => {
  const names = [...builtInAttributes.keys()];
  const files = fc
    .record({
      mapped: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 12 }),
      own: fc.uniqueArray(
        fc.constantFrom('userNav.username', 'okToRehire', 'jobInfoNav.results[0].jobTitle', 'startDate', "['endDate']"),
      ),
      quoted: fc.boolean(),
      crlf: fc.boolean(),
    })
    .map(({ mapped, own, quoted, crlf }) => {
      const entries = own.map((path, index) => {
        const full = `$.employmentNav.results[0].${path}`.replace('.[', '[');
        return `  own${index} = ${quoted ? JSON.stringify(full) : full}\n`;
      });
      const all = [...mapped, ...own.map((_, index) => `own${index}`)];
      const lines = all.map((name, index) => `  extension_${String(index).padStart(32, '0')}_x <- [${name}]\n`);
      const source = own.length === 0 ? '' : `source {\n${entries.join('')}}\n`;
      const text = `provision SuccessFactors -> EntraID\n${source}map {\n${lines.join('')}}\n`;
      return crlf ? text.replaceAll('\n', '\r\n') : text;
    });

  it('no value of a person with one employment changes, the second time changes nothing, nothing new is reported', () => {
    const plain = examplePerson('plain');
    fc.assert(
      fc.property(files, fc.constantFrom(...SCENARIOS), (text, scenario) => {
        const before = analysisFor(text, plain);
        const changed = answered(before, scenario);
        if (changed === undefined) return;
        const after = analysisFor(changed, plain);
        const values = targetValues(before);
        // Microsoft's first edit for the active employment reads the code instead of the option id.
        for (const { target, expression } of scenario === 'active' ? before.model.mappings : [])
          if (expression?.kind === 'attribute' && expression.name === 'emplStatus') values[target] = 'A';
        expect(targetValues(after)).toEqual(values);
        expect(aboveInformation(after)).toEqual(aboveInformation(before));
        expect(answered(after, scenario)).toBeUndefined();
        if (text.includes('\r\n')) expect(changed).not.toMatch(/(?<!\r)\n/);
        else expect(changed).not.toContain('\r');
      }),
      { numRuns: 150 },
    );
  });

  it('from one situation to another is the same as from the start', () => {
    fc.assert(
      fc.property(files, fc.constantFrom(...SCENARIOS), fc.constantFrom(...SCENARIOS), (text, first, second) => {
        const once = answered(analysisFor(text), first) ?? text;
        const twice = answered(analysisFor(once), second) ?? once;
        const straight = answered(analysisFor(text), second) ?? text;
        expect(twice).toBe(straight);
      }),
      { numRuns: 150 },
    );
  });
});

it.each(SCENARIOS)('the example keeps hire date and manager, and stays without a mistake: %s', (scenario) => {
  const before = analysisFor(inboundExample(), 'plain');
  const text = answered(before, scenario) ?? '';
  for (const person of peopleNames) {
    const old = targetValues(analysisFor(inboundExample(), person));
    const after = analysisFor(text, person);
    expect(targetValues(after)).toMatchObject({
      employeeHireDate: old['employeeHireDate'],
      manager: old['manager'],
    });
    expect(aboveInformation(after)).toEqual([]);
  }
});
