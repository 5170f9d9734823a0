import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Analysis } from '../../../server/src/core/analysis/analyse.ts';
import { builtInAttributes } from '../../../server/src/core/catalog/source-attributes.ts';
import type { JsonObject } from '../../../server/src/core/json.ts';
import { records, situationOf } from '../../../server/src/core/mapping/situation.ts';
import { fullPersonExpand } from '../../../server/src/core/query/person-query.ts';
import { applyEdits } from '../../../server/src/core/refactoring/apply-edits.ts';
import { changedValues } from '../../../server/src/core/refactoring/changed-values.ts';
import { rewrittenPath, type Scenario, scenarioDefinition } from '../../../server/src/core/refactoring/scenario.ts';
import { refactorFile, type Style } from '../../../server/src/core/refactoring/whole-file.ts';
import { RunningSandbox } from '../../sandbox/support/start-sandbox.ts';
import { analysisFor, targetValues } from '../../support/example-people.ts';
import { recordedFile } from '../jsonpath/recorded-data.ts';
import { SCENARIOS } from './support.ts';

/** A mapping that flows every built-in attribute. */
const EVERYTHING = `provision SuccessFactors -> EntraID
map {
${[...builtInAttributes.keys()].map((name, index) => `  extension_${String(index).padStart(32, '0')}_x <- [${name}]`).join('\n')}
}
`;
const targetOf = (attribute: string) =>
  `extension_${String([...builtInAttributes.keys()].indexOf(attribute)).padStart(32, '0')}_x`;

function answered(scenario: Scenario, style: Style): Analysis {
  const { file, model } = analysisFor(EVERYTHING);
  return analysisFor(applyEdits(EVERYTHING, refactorFile(file, model, scenario, style)?.edits ?? []));
}

describe('everybody in the sandbox', () => {
  let sandbox: RunningSandbox;
  let people: JsonObject[];
  beforeAll(async () => {
    sandbox = await RunningSandbox.start('--people', '60');
    people = (await sandbox.rows('PerPerson', { $expand: fullPersonExpand.join(','), $top: '300' })) as JsonObject[];
  });
  afterAll(() => sandbox?.stop());

  it('has every situation', () => {
    expect(people.length).toBeGreaterThan(40);
    const situations = new Set(people.map(situationOf));
    for (const one of ['plain', 'worker conversion', 'rehire', 'global assignment', 'concurrent jobs'] as const)
      expect(situations).toContain(one);
  });

  it.each(SCENARIOS)(
    '%s: one employment keeps its values, the others change as listed, both styles alike',
    (scenario) => {
      const before = analysisFor(EVERYTHING);
      const [replaced, written] = [answered(scenario, 'replace'), answered(scenario, 'written')];
      for (const person of people) {
        const changes = changedValues(before.model, replaced.model, person);
        expect(changedValues(before.model, written.model, person)).toEqual(changes);
        const changed = changes.map(({ target }) => target);
        for (const kept of ['startDate', 'manager']) expect(changed).not.toContain(targetOf(kept));
        const employments = records(person, 'employmentNav');
        const status = records(employments[0] ?? null, 'jobInfoNav')[0]?.['emplStatusNav'] as
          | JsonObject
          | null
          | undefined;
        const active = ['A', 'U', 'P'].includes(String(status?.['externalCode']));
        if (employments.length !== 1 || (scenario === 'active' && !active)) continue;
        expect(changed).toEqual(scenario === 'active' ? [targetOf('emplStatus')] : []);
      }
    },
  );

  it('the rehire answer gives the converted what the conversion answer gives them', () => {
    const converted = people.filter((person) => situationOf(person) === 'worker conversion');
    expect(converted.length).toBeGreaterThan(0);
    for (const person of converted) {
      const [rehire, conversion] = (['rehire', 'conversion'] as const).map((scenario) =>
        targetValues(analysisFor(answered(scenario, 'replace').file.text, person)),
      );
      expect(rehire).toEqual(conversion);
    }
  });

  it('active reads the employment of status A, U or P, wherever it stands', () => {
    const active = answered('active', 'replace').file.text;
    for (const person of people) {
      const ids = records(person, 'employmentNav')
        .filter((one) => {
          const status = records(one, 'jobInfoNav')[0]?.['emplStatusNav'] as JsonObject | null | undefined;
          return ['A', 'U', 'P'].includes(String(status?.['externalCode']));
        })
        .map((one) => one['userId']);
      expect(targetValues(analysisFor(active, person))[targetOf('userId')]).toBe(ids[0] ?? null);
    }
  });
});

const data = recordedFile('payloads/attributes-100-by-style.json');
const DATA: Readonly<Record<string, Scenario>> = {
  last: 'rehire',
  userNav: 'conversion',
  st: 'global-assignment',
  active: 'active',
};

describe.skipIf(data === undefined)(
  'the recorded paths of each style (skipped: the data of the design is not here)',
  () => {
    it.each(Object.entries(DATA))('%s', (style, scenario) => {
      const styles = JSON.parse(data ?? '{}') as Record<string, [name: string, path: string][]>;
      const { edits } = scenarioDefinition(scenario);
      expect(styles['index0']?.map(([name, path]) => [name, rewrittenPath(path, edits) ?? path])).toEqual(
        styles[style],
      );
    });
  },
);
