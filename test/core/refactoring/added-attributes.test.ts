import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../../server/src/core/analysis/analyse.ts';
import type { Baseline } from '../../../server/src/core/baseline/baseline.ts';
import { addAttribute, isRefusal, type WantedAttribute } from '../../../server/src/core/refactoring/add-attribute.ts';
import { applyEdits } from '../../../server/src/core/refactoring/apply-edits.ts';
import { chooseRefactoring, type ScenarioRequest } from '../../../server/src/core/refactoring/choose-refactoring.ts';
import { type Flow, flowSecondRecord } from '../../../server/src/core/refactoring/second-record.ts';
import { refactorFile } from '../../../server/src/core/refactoring/whole-file.ts';
import { analysisFor, inboundExample, peopleNames, targetValues } from '../../support/example-people.ts';
import { aboveInformation, SCENARIOS } from './support.ts';

const P = 'provision SuccessFactors -> EntraID\n';
const FILE = `${P}map {\n  employeeId <- [personIdExternal] match 1\n  department <- [department]\n}\n`;

function added(text: string, wanted: WantedAttribute): { title: string; text: string; notes: string } {
  const { file, model } = analysisFor(text);
  const result = addAttribute(file, model, wanted);
  if (result === undefined || isRefusal(result))
    return { title: result?.problem ?? '', text, notes: result?.cure ?? '' };
  return { title: result.title, text: applyEdits(text, result.edits), notes: result.notes?.join(' ') ?? '' };
}

describe('a field of an entity', () => {
  it.each([
    ['EmpEmployment', 'okToRehire', 'okToRehire : Boolean = $.employmentNav.results[0].okToRehire'],
    ['EmpJob', 'flsaStatus', 'flsaStatus = $.employmentNav.results[0].jobInfoNav.results[0].flsaStatus'],
    [
      'EmpJob',
      'customString35',
      'empJobNavCustomString35 = $.employmentNav.results[0].jobInfoNav.results[0].customString35',
    ],
    ['EmpEmployment', 'customString35', 'empNavCustomString35 = $.employmentNav.results[0].customString35'],
    ['User', 'custom35', 'custom35 = $.employmentNav.results[0].userNav.custom35'],
    ['User', 'customString35', 'custom35 = $.employmentNav.results[0].userNav.custom35'],
    ['User', 'customString7', undefined],
    ['User', 'timeZone', undefined],
    ['EmpJob', 'startDate', 'empJobStartDate : DateTime = $.employmentNav.results[0].jobInfoNav.results[0].startDate'],
    ['PerPerson', 'dateOfBirth', 'dateOfBirth : DateTime = $.dateOfBirth'],
  ])('%s.%s is declared as Microsoft prints it', (entity, field, line) => {
    const result = added(FILE, { entity, field });
    if (line === undefined) {
      expect(result.text).toBe(FILE);
      expect(result.title).toMatch(/ already$/);
      return;
    }
    expect(result.text).toBe(FILE.replace('map {', `\nsource {\n  ${line}\n}\nmap {`));
    expect(result.notes).toBe('');
    expect(aboveInformation(analysisFor(result.text))).toEqual(aboveInformation(analysisFor(FILE)));
    expect(added(result.text, { entity, field }).text).toBe(result.text);
  });

  it('flows into a target, below the other lines of the file, in its line ends', () => {
    const crlf = FILE.replaceAll('\n', '\r\n')
      .replaceAll('  department', '\tdepartment')
      .replaceAll('  employee', '\temployee');
    const { text, title } = added(crlf, {
      entity: 'EmpJob',
      field: 'customString35',
      target: 'physicalDeliveryOfficeName',
    });
    expect(title).toBe(
      'Add empJobNavCustomString35: customString35 of EmpJob, and flow it to physicalDeliveryOfficeName',
    );
    expect(text).toContain('\r\n\tempJobNavCustomString35 = ');
    expect(text).toContain('\r\n\tphysicalDeliveryOfficeName <- [empJobNavCustomString35]\r\n}');
    expect(text).not.toMatch(/(?<!\r)\n/);
  });

  it('is read from the employment that the file reads', () => {
    for (const style of ['replace', 'written'] as const) {
      const { file, model } = analysisFor(FILE);
      const rehired = applyEdits(FILE, refactorFile(file, model, 'rehire', style)?.edits ?? []);
      expect(added(rehired, { entity: 'User', field: 'custom35' }).text).toMatch(
        /custom35 +?= \$\.employmentNav\.results\[-1:\]\.userNav\.custom35/,
      );
    }
  });

  it('changes nothing that is there, and says what it does not know', () => {
    expect(added(FILE, { entity: 'EmpJob', field: 'flsaStatus', target: 'department' })).toMatchObject({
      title: 'Add flsaStatus of EmpJob',
      notes: 'department is mapped already, and stays as it is.',
    });
    expect(added(FILE, { entity: 'EmpJob', field: 'flsaStatsu' }).notes).toContain('did you mean flsaStatus?');
    expect(added(FILE, { entity: 'EmpJob', field: 'x', name: 'department' }).title).toMatch(
      /^department reads .* already/,
    );
    expect(added(FILE, { entity: 'EmpJb', field: 'x' })).toMatchObject({ text: FILE, notes: 'Did you mean EmpJob?' });
    expect(added(FILE, { entity: 'EmpJob', field: 'a.b' }).text).toBe(FILE);
    expect(added(FILE, { entity: 'EmpJob', field: 'x', name: 'a]b' }).text).toBe(FILE);
    expect(added(FILE, { entity: 'EmpJob', field: 'flsaStatus', target: 'departmnt' }).notes).toBe(
      'Did you mean department?',
    );
    expect(added('provision EntraID -> SuccessFactors\n', { entity: 'EmpJob', field: 'x' }).title).toBe('');
  });

  it('never breaks a file, whatever it is called', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (field, name, target) => {
        for (const wanted of [{ field }, { field, name }, { field: 'flsaStatus', name, target }]) {
          const { text } = added(inboundExample(), { entity: 'EmpJob', ...wanted });
          expect(aboveInformation(analysisFor(text)).filter((code) => code.startsWith('SFM10'))).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('two records at once', () => {
  const flows: readonly Flow[] = ['none', 'both', 'first', 'second', 'joined'];
  const flowed = (text: string, record: 'second-job' | 'host-assignment', flow: Flow, attributes = ['department']) => {
    const { file, model } = analysisFor(text);
    return applyEdits(text, flowSecondRecord(file, model, record, attributes, flow)?.edits ?? []);
  };
  const department = (text: string, person: string) => targetValues(analysisFor(text, person))['department'];

  it.each([
    ['first', 'Finance'],
    ['second', 'People & Culture'],
    ['joined', 'Finance / People & Culture'],
    ['both', 'Finance'],
  ] as const)('%s flows of concurrent jobs', (flow, expected) => {
    const text = flowed(FILE, 'second-job', flow);
    expect(department(text, 'concurrent-jobs')).toBe(expected);
    expect(targetValues(analysisFor(text, 'concurrent-jobs'))['extensionAttribute1']).toBe(
      flow === 'both' ? 'People & Culture' : undefined,
    );
    expect(aboveInformation(analysisFor(text))).toEqual(aboveInformation(analysisFor(FILE)));
  });

  it('one employment keeps its values, twice is once, and a choice may be changed', () => {
    for (const record of ['second-job', 'host-assignment'] as const) {
      for (const flow of flows) {
        const once = flowed(FILE, record, flow);
        expect(flowed(once, record, flow)).toBe(once);
        for (const person of ['plain', 'pre-hire'])
          expect(targetValues(analysisFor(once, person))).toMatchObject(targetValues(analysisFor(FILE, person)));
        for (const other of flows.filter((one) => one !== 'none' && one !== 'both')) {
          const changed = flowed(once, record, other);
          expect(changed.match(/secondJobDepartment\s+=|globalAssignmentDepartment\s+=/g)).toHaveLength(1);
          for (const person of peopleNames)
            expect(department(changed, person)).toBe(department(flowed(FILE, record, other), person));
        }
      }
    }
  });

  it('takes an attribute that reads the second job under another name', () => {
    const text = `${P}source {\n  otherDepartment = $.employmentNav.results[1].jobInfoNav.results[0].departmentNav.name_localized\n}\nmap {\n  department <- [department]\n}\n`;
    expect(flowed(text, 'second-job', 'second')).toBe(
      text.replace('<- [department]', '<- IIF(IsPresent([otherDepartment]), [otherDepartment], [department])'),
    );
  });

  it.each([
    ['city = $.personalInfoNav.results[0].birthName', 'city'],
    ["businessPhone = $.phoneNav.results[?(@.phoneType == '10605')].phoneNumber", 'businessPhone'],
    ['replace $.employmentNav.results[0].userNav -> $.userNav', 'city'],
    ['department = $.employmentNav.results[3].jobInfoNav.results[0].departmentNav.name', 'department'],
  ])('reads no other field than the file says: %s', (line, attribute) => {
    const text = `${P}source {\n  ${line}\n}\nmap {\n  state <- [${attribute}]\n}\n`;
    for (const record of ['second-job', 'host-assignment'] as const)
      for (const flow of flows) expect(flowed(text, record, flow, [attribute])).toBe(text);
  });

  it('looks behind a replace line for the employment that it took away', () => {
    const text = `${P}source {\n  replace $.employmentNav.results[0] -> $.employmentNav.results[?(@.isPrimary == true)]\n}\nmap {\n  department <- [department]\n}\n`;
    expect(flowed(text, 'second-job', 'none')).toContain(
      'secondJobDepartment = $.employmentNav.results[1].jobInfoNav.results[0].departmentNav.name_localized',
    );
  });

  it('takes the path of an imported list, not the one that it stands in for', () => {
    const attribute = (name: string, path: string) =>
      [name, { name, path, type: 'String', multivalued: false }] as const;
    const baseline: Baseline = {
      name: 'x',
      direction: 'inbound',
      sources: new Map([
        attribute('city', '$.personalInfoNav.results[0].birthName'),
        attribute('department', '$.employmentNav.results[0].jobInfoNav.results[0].department'),
      ]),
      targets: new Map(),
      mappings: new Map(),
    };
    const text = `${P}source {\n  replace $.employmentNav.results[0] -> $.employmentNav.results[?(@.isPrimary == true)]\n}\nmap {\n  city       <- [city]\n  department <- [department]\n}\n`;
    const { file, model } = new Analysis(text, { baseline });
    const after = applyEdits(
      text,
      flowSecondRecord(file, model, 'second-job', ['city', 'department'], 'none')?.edits ?? [],
    );
    expect(after).toContain('secondJobDepartment = $.employmentNav.results[1].jobInfoNav.results[0].department\n');
    expect(after).not.toContain('secondJobCity');
    const written = applyEdits(text, refactorFile(file, model, 'rehire', 'written')?.edits ?? []);
    expect(written).toMatch(/department = \$\.employmentNav\.results\[-1:\]\.jobInfoNav\.results\[0\]\.department\n/);
    expect(written).not.toContain('city =');
  });

  it('declares the type of the first one, and several attributes at once', () => {
    expect(flowed(FILE, 'second-job', 'both', ['lastDateWorked', 'jobTitle', 'lastName'])).toBe(
      `${P}
source {
  secondJobLastDateWorked : DateTime = $.employmentNav.results[1].lastDateWorked
  secondJobJobTitle = $.employmentNav.results[1].jobInfoNav.results[0].jobTitle
}
map {
  employeeId <- [personIdExternal] match 1
  department <- [department]
  extensionAttribute1 <- [secondJobLastDateWorked]
  extensionAttribute2 <- [secondJobJobTitle]
}
`,
    );
  });

  it('answers the global assignment as a whole: standard and host', () => {
    const analysis = analysisFor(FILE);
    const request: ScenarioRequest = { scenario: 'global-assignment', choose: 'second' };
    const result = chooseRefactoring(analysis.file, analysis.model, request, (text) => analysis.withText(text));
    if (result === undefined || isRefusal(result)) throw new Error('not answered');
    const text = applyEdits(FILE, result.edits);
    expect(text).toContain(
      "replace $.employmentNav.results[0] -> $.employmentNav.results[?(@.assignmentClass == 'ST')]",
    );
    expect(department(text, 'global-assignment')).toBe('Operations');
    const after = analysis.withText(text);
    expect(chooseRefactoring(after.file, after.model, request, (each) => after.withText(each))).toBeUndefined();
  });

  it('says what stands in the way', () => {
    const problem = (request: ScenarioRequest, text = FILE) => {
      const analysis = analysisFor(text);
      const result = chooseRefactoring(analysis.file, analysis.model, request, (each) => analysis.withText(each));
      return isRefusal(result) ? result.problem : result?.title;
    };
    expect(problem({ scenario: 'concurrent', attributes: ['lastName'] })).toMatch(
      /^lastName is not read from an employment/,
    );
    expect(problem({ scenario: 'concurrent', attributes: ['nobody'] })).toMatch(/^There is no attribute nobody/);
    expect(problem({ scenario: 'concurrent', target: 'employeeId' })).toMatch(/^employeeId is mapped already/);
    expect(problem({ scenario: 'concurrent', target: 'nothing' })).toMatch(/^There is no target nothing/);
    expect(problem({ scenario: 'writeback-1' })).toMatch(/^Writeback scenarios are for a mapping from Entra ID/);
    for (const scenario of [...SCENARIOS, 'concurrent', 'custom-attribute'] as const)
      expect(problem({ scenario }, 'provision EntraID -> SuccessFactors\n')).toMatch(/^HR situations are answered/);
  });
});
