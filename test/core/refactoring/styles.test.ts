import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../../server/src/core/analysis/analyse.ts';
import { builtInAttributes } from '../../../server/src/core/catalog/source-attributes.ts';
import { applyEdits } from '../../../server/src/core/refactoring/apply-edits.ts';
import { changedValues, changesLine, changeText } from '../../../server/src/core/refactoring/changed-values.ts';
import { ACTIVE_EMPLOYMENT, ACTIVE_JOB, ACTIVE_STATUS } from '../../../server/src/core/refactoring/scenario.ts';
import { refactorFile, type Style } from '../../../server/src/core/refactoring/whole-file.ts';
import { analysisFor, examplePerson, inboundExample, peopleNames, targetValues } from '../../support/example-people.ts';
import { aboveInformation, PREFIXES, SCENARIOS } from './support.ts';

const P = 'provision SuccessFactors -> EntraID\n';
const STYLES: readonly Style[] = ['replace', 'written'];

function answered({ file, model }: Analysis, scenario: (typeof SCENARIOS)[number], style?: Style): string | undefined {
  const refactoring = refactorFile(file, model, scenario, style);
  return refactoring && applyEdits(file.text, refactoring.edits);
}

const again = (text: string, ...rest: [(typeof SCENARIOS)[number], Style?]) =>
  answered(analysisFor(text), ...rest) ?? text;

describe('the active employment', () => {
  const FILE = `${P}map {\n  department <- [department]\n  extensionAttribute1 <- [userId]\n  extensionAttribute2 <- [emplStatus]\n}\n`;

  it('is three replace lines, in the order that Microsoft prints', () => {
    expect(again(FILE, 'active')).toBe(
      FILE.replace(
        'map {',
        `
source {
  replace $.employmentNav.results[0].jobInfoNav.results[0].emplStatus -> ${ACTIVE_STATUS}
  replace $.employmentNav.results[0].jobInfoNav.results[0] -> ${ACTIVE_JOB}
  replace $.employmentNav.results[0] -> ${ACTIVE_EMPLOYMENT}
}
map {`,
      ),
    );
  });

  it.each(SCENARIOS.filter((name) => name !== 'active'))('takes the place of %s, and gives it back', (other) => {
    const text = again(FILE, other);
    const active = again(text, 'active');
    expect(active).toBe(again(FILE, 'active'));
    expect(again(active, other)).toBe(text);
  });

  it('puts lines that stand in a wrong order right', () => {
    const right = again(FILE, 'active');
    const [status = '', job = '', employment = ''] = right.split('\n').filter((line) => line.includes('replace'));
    const wrong = right.replace(`${status}\n${job}\n${employment}`, `${employment}\n${job}\n${status}`);
    expect(again(wrong, 'active')).toBe(right);
  });

  it('reads a status that the file reads as a code from the active job', () => {
    const text = `${P}source {\n  emplStatus = $.employmentNav.results[0].jobInfoNav.results[0].emplStatusNav.externalCode\n}\nmap { city <- [emplStatus] }\n`;
    expect(again(text, 'active', 'written')).toContain(`  emplStatus = ${ACTIVE_JOB}.emplStatusNav.externalCode\n`);
    expect(again(again(text, 'active', 'written'), 'rehire')).toContain(
      `  emplStatus = ${PREFIXES.rehire}.jobInfoNav.results[0].emplStatusNav.externalCode\n`,
    );
  });

  it('says that nothing is found unless emplStatus is mapped, or that it is a code now', () => {
    const notes = (text: string) => {
      const { file, model } = analysisFor(text);
      return refactorFile(file, model, 'active')?.notes?.join(' ');
    };
    expect(notes(FILE)).toContain('emplStatus is read as a code');
    expect(notes(`${P}map { department <- [department] }\n`)).toContain('Nothing reads emplStatus: map it');
    expect(notes(inboundExample())).not.toMatch(/emplStatus/);
  });
});

describe('every path written out', () => {
  const FILE = `${P}source {\n  okToRehire = $.employmentNav.results[0].okToRehire // why\n}\nmap {\n  department <- [department]\n  city <- [okToRehire]\n  manager <- [manager]\n  employeeHireDate <- [startDate]\n  surname <- [lastName]\n}\n`;
  const REHIRED = FILE.replace(
    '  okToRehire = $.employmentNav.results[0].okToRehire // why\n',
    '  okToRehire = $.employmentNav.results[-1:].okToRehire // why\n  department = $.employmentNav.results[-1:].jobInfoNav.results[0].departmentNav.name_localized\n',
  );

  it('has an entry for what is read and changes, and no replace line', () => {
    expect(again(FILE, 'rehire', 'written')).toBe(REHIRED);
    const { file, model } = analysisFor(FILE);
    expect(refactorFile(file, model, 'rehire', 'written')?.title).toBe(
      'Read the latest employment in the whole file (rehire), 2 paths written out; startDate and manager keep theirs',
    );
  });

  it('is changed to another scenario as it stands: no line is added, no entry twice', () => {
    expect(again(REHIRED, 'conversion')).toBe(REHIRED.replaceAll('results[-1:]', 'results[?(@.userNav != null)]'));
    expect(again(REHIRED, 'rehire')).toBe(REHIRED);
  });

  it('takes the place of replace lines, and a type alone gets its path', () => {
    const text = `${P}source {\n  replace $.employmentNav.results[0] -> $.employmentNav.results[-1:] // ours\n  replace $.phoneNav -> $.other\n  department : String[]\n}\nmap {\n  city <- [department]\n  state <- [phoneNumber]\n}\n`;
    expect(again(text, 'rehire', 'written')).toBe(
      text
        .replace('  replace $.employmentNav.results[0] -> $.employmentNav.results[-1:] // ours', '   // ours')
        .replace(
          'String[]\n',
          'String[] = $.employmentNav.results[-1:].jobInfoNav.results[0].departmentNav.name_localized\n',
        ),
    );
  });

  it('takes what was said of a line out with it', () => {
    const text = `${P}source {\n  /// The latest.\n  // sfmap-ignore SFM3011: the order is ours\n  replace $.employmentNav.results[0] -> $.employmentNav.results[-1:]\n  // kept\n  city = $.x\n}\nmap {\n  city <- [city]\n  state <- [userId]\n}\n`;
    for (const eol of ['\n', '\r\n']) {
      const made = again(text.replaceAll('\n', eol), 'rehire', 'written').replaceAll(eol, '\n');
      expect(made).toContain('source {\n  // kept\n  city = $.x\n  userId = $.employmentNav.results[-1:].userId\n}');
    }
  });

  it('leaves an entry of the author alone that reads another record on purpose', () => {
    const text = `${P}source {\n  a = $.employmentNav.results[0].x\n  latest = $.employmentNav.results[-1:].x\n}\n`;
    expect(again(text, 'conversion')).toContain('  latest = $.employmentNav.results[-1:].x\n');
  });
});

describe('whatever is mapped, in either style', () => {
  const names = [...builtInAttributes.keys()].filter((name) => name !== 'emplStatus');
  const files = fc
    .record({
      mapped: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 10 }),
      own: fc.uniqueArray(fc.constantFrom('userNav.username', 'okToRehire', 'jobInfoNav.results[0].jobTitle')),
      source: fc.constantFrom('', 'source {\n}\n', 'source {\n  replace $.phoneNav -> $.phoneNav\n}\n'),
      crlf: fc.boolean(),
    })
    .map(({ mapped, own, source, crlf }) => {
      const entries = own.map((path, index) => `  own${index} = $.employmentNav.results[0].${path}\n`).join('');
      const block = entries === '' ? source : `source {\n${entries}}\n`;
      const lines = [...mapped, ...own.map((_, index) => `own${index}`)].map(
        (name, index) => `  extension_${String(index).padStart(32, '0')}_x <- [${name}]\n`,
      );
      const text = `${P}${block}map {\n${lines.join('')}}\n`;
      return crlf ? text.replaceAll('\n', '\r\n') : text;
    });
  const scenario = fc.constantFrom(...SCENARIOS);
  const style = fc.constantFrom(...STYLES);

  it('both styles give everybody the same values, twice is once, one employment keeps its values', () => {
    fc.assert(
      fc.property(files, scenario, fc.constantFrom(...peopleNames), (text, name, person) => {
        const values = STYLES.map((each) => {
          const once = again(text, name, each);
          expect(again(once, name, each)).toBe(once);
          expect(once.replaceAll('\r\n', '')).not.toMatch(text.includes('\r\n') ? /[\r\n]/ : /\r/);
          return targetValues(analysisFor(once, person));
        });
        expect(values[0]).toEqual(values[1]);
        if (person === 'plain') expect(values[0]).toEqual(targetValues(analysisFor(text, person)));
      }),
      { numRuns: 70 },
    );
  });

  it('the rehire answer gives people who were converted what the conversion answer gives them', () => {
    fc.assert(
      fc.property(files, style, (text, each) => {
        const [rehire, conversion] = (['rehire', 'conversion'] as const).map((name) =>
          targetValues(analysisFor(again(text, name, each), 'conversion')),
        );
        expect(rehire).toEqual(conversion);
      }),
      { numRuns: 40 },
    );
  });

  it('from any answer in any style to another is as good as from the start, and reports nothing new', () => {
    fc.assert(
      fc.property(
        files,
        scenario,
        style,
        scenario,
        style,
        fc.constantFrom(...peopleNames),
        (text, a, b, c, d, person) => {
          const both = again(again(text, a, b), c, d);
          const straight = again(text, c, d);
          expect(targetValues(analysisFor(both, person))).toEqual(targetValues(analysisFor(straight, person)));
          expect(again(both, c)).toBe(both);
          const before = new Set(aboveInformation(analysisFor(text)));
          expect(aboveInformation(analysisFor(both)).filter((code) => !before.has(code))).toEqual([]);
        },
      ),
      { numRuns: 70 },
    );
  });
});

describe('the values that change', () => {
  const before = analysisFor(inboundExample());
  const listed = (name: (typeof SCENARIOS)[number], person: string) => {
    const after = analysisFor(again(inboundExample(), name));
    return changedValues(before.model, after.model, examplePerson(person), before.evaluationOptions).map(
      ({ target }) => target,
    );
  };

  it('are listed for each person, none for one employment', () => {
    for (const name of SCENARIOS) {
      expect(listed(name, 'plain')).toEqual([]);
      for (const person of peopleNames) {
        const [old, now] = [inboundExample(), again(inboundExample(), name)].map((text) =>
          targetValues(analysisFor(text, person)),
        );
        const differing = Object.keys(now ?? {}).filter(
          (target) => JSON.stringify(old?.[target]) !== JSON.stringify(now?.[target]),
        );
        expect(listed(name, person).sort()).toEqual(differing.sort());
        expect(differing).not.toContain('manager');
        expect(differing).not.toContain('employeeHireDate');
      }
    }
    expect(listed('rehire', 'rehire')).toContain('department');
    expect(listed('rehire', 'conversion')).toEqual(listed('conversion', 'conversion'));
  });

  it('stand on one line, the first ones', () => {
    const after = analysisFor(again(inboundExample(), 'rehire'));
    const changes = changedValues(before.model, after.model, examplePerson('rehire'));
    expect(changesLine(changes)).toMatch(
      /^jobTitle: Operations Coordinator → Account Manager, department: Operations → Sales EMEA and \d more$/,
    );
    expect(changesLine([])).toBe('');
  });

  it.each([
    ['Operations', 'Sales', 'Operations → Sales'],
    ['Operations Coordinator', 'Operations Coordinator for the Region', '…Coordinator → …Coordinator for the Re…'],
    ['A long beginning, then one and more', 'A long beginning, then two and more', '…one and more → …two and more'],
    [
      'Operations Coordinator',
      'Sales Manager of the whole Region',
      'Operations Coordinator → Sales Manager of the wh…',
    ],
    ['Donaudampfschifffahrtsgesellschaft', 'Donaudampfschifffahrtsgesellschaften', '…gesellschaft → …gesellschaften'],
  ])('show where long texts differ: %s, %s', (old, now, wanted) => {
    const outcome = (value: string) => ({ state: 'value', value }) as const;
    expect(changeText({ target: 'x', before: outcome(old), after: outcome(now) }, 24)).toBe(wanted);
  });

  it('are none where a random function is mapped', () => {
    const { model } = analysisFor(`${P}map {\n  city <- RandomString(8, 0, 0, 0, 0, "")\n}\n`);
    expect(changedValues(model, model, examplePerson('plain'), { host: { random: Math.random } })).toEqual([]);
  });
});
