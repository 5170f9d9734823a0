import { describe, expect, it } from 'vitest';
import { Analysis } from '../../../server/src/core/analysis/analyse.ts';
import type { Json } from '../../../server/src/core/json.ts';
import { addTest, sampleInFile } from '../../../server/src/core/refactoring/add-test.ts';
import { applyEdits } from '../../../server/src/core/refactoring/apply-edits.ts';
import { runTests } from '../../../server/src/core/testing/run-tests.ts';
import { examplePerson, inboundExample, peopleNames } from '../../support/example-people.ts';

const NOW = new Date('2026-03-01T13:00:00Z');
const host = { now: NOW, random: () => 0.25 };

function withSample(text: string, payload: Json, label = 'Rita (sample me)') {
  return new Analysis(text, { sample: { label, payload }, host });
}

/** The file with the added test, and whether that test passes. */
function added(analysis: Analysis, payload: Json) {
  const text = applyEdits(analysis.file.text, addTest(analysis));
  const after = analysis.withText(text);
  const [, path = ''] = [...after.model.samples][0] ?? [];
  const results = runTests(after.model, {
    text,
    parameters: after.parameters,
    files: new Map([[path, { payload: { d: { results: [payload] } } }]]),
  });
  return { text, after, result: results.at(-1) };
}

describe('a test of what the sample person gets now', () => {
  const head = 'provision SuccessFactors -> EntraID\nsample me = "me.json"\n';

  it('says every outcome in its own words', () => {
    const payload = {
      personIdExternal: '100234',
      personalInfoNav: { results: [{ firstName: 'Zoë "Z"', lastName: '{{a}}' }] },
    };
    const text = `${head}map {\n  employeeId <- [personIdExternal] match 1\n  givenName <- [firstName]\n  surname <- [lastName]\n  city <- [city]\n  state <- IgnoreFlowIfNullOrEmpty([state])\n  country <- Word("a", "b", " ")\n  employeeHireDate <- FormatDateTime(Now(), , "M/d/yyyy h:mm:ss tt", "yyyy-MM-dd")\n  mobile <- RandomString(4, 0, 0, 0, 0, "")\n}\n`;
    const analysis = withSample(text, payload);
    expect(sampleInFile(analysis)).toBe('me');
    const { text: after, result } = added(analysis, payload);
    expect(after).toBe(
      `${text}\ntest "what me gets" {\n  given me\n  person "100234"\n  at 2026-03-01\n  expect action create\n  expect employeeId == "100234"\n  expect givenName == "Zoë \\"Z\\""\n  expect surname == "{{{{a}}"\n  expect city null\n  expect state dropped\n  expect country error\n  expect employeeHireDate == "2026-03-01"\n}\n`,
    );
    expect(result?.passed).toBe(true);
  });

  it('says who is out of scope, and finds a name that is free', () => {
    const payload = { personIdExternal: '1' };
    const text = `${head}scope {\n  [city] EQUALS "Berlin"\n}\nmap {\n  city <- [city]\n}\ntest "what me gets" {\n  given me\n  expect city null\n}`;
    const { text: after, result } = added(withSample(text, payload), payload);
    expect(after.slice(text.length)).toBe(
      '\n\ntest "what me gets (2)" {\n  given me\n  person "1"\n  expect out of scope\n  expect action none\n}\n',
    );
    expect(result?.passed).toBe(true);
  });

  it.each(peopleNames)('passes for %s through the example, and raises no finding', (name) => {
    const payload = examplePerson(name);
    const text = inboundExample().replaceAll('\n', '\r\n');
    const analysis = withSample(text, payload, `${name} (sample rehire)`);
    const before = analysis.diagnostics.length;
    const { after, result } = added(analysis, payload);
    expect(result).toMatchObject({ name: 'what rehire gets', passed: true });
    expect(result?.expectations.length).toBe(analysis.model.mappings.length + 1);
    expect(after.diagnostics).toHaveLength(before);
    expect(after.file.text).not.toMatch(/[^\r]\n/);
  });

  it('is not made of a person who was fetched: their data stays out of the file', () => {
    const text = `${head}map {\n  city <- [city]\n}\n`;
    const analysis = withSample(text, { personIdExternal: '1' }, 'Rita Okafor · 100401');
    expect(sampleInFile(analysis)).toBeUndefined();
    expect(addTest(analysis)).toEqual([]);
    expect(addTest(new Analysis(text))).toEqual([]);
  });
});
