import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../../server/src/core/analysis/analyse.ts';
import { compiledPathOf } from '../../../server/src/core/analysis/paths.ts';
import { builtInAttributes } from '../../../server/src/core/catalog/source-attributes.ts';
import { replayTrace, type TraceNode } from '../../../server/src/core/expressions/trace.ts';
import type { Json } from '../../../server/src/core/json.ts';
import { textOf } from '../../../server/src/core/jsonpath/text.ts';
import { originOf, type TargetTrace, targetTraceText, traceMapping } from '../../../server/src/core/mapping/trace.ts';
import { analysisFor, examplePerson, inboundExample, peopleNames } from '../../support/example-people.ts';

const P = 'provision SuccessFactors -> EntraID\n';

function traces({ model, sample, evaluationOptions }: Analysis): TargetTrace[] {
  return model.mappings.map((mapping) => traceMapping(model, mapping, sample?.payload ?? null, evaluationOptions));
}

/** What stands at a place of a payload, as an expression would see it. */
function readAt(payload: Json, location: string | undefined): unknown {
  const selection = compiledPathOf(`$.${location}`).values(payload);
  return selection.ok ? { text: textOf(selection.results[0] ?? null) } : selection;
}

describe.each(peopleNames)('the example for %s', (person) => {
  const analysis = analysisFor(inboundExample(), person);

  it('has the outcome of the evaluation, and its leaves give it again', () => {
    for (const { target, outcome, expression, usedDefault } of traces(analysis)) {
      expect(outcome).toEqual(analysis.evaluation?.targets.get(target));
      if (expression === undefined) continue;
      if (!usedDefault) expect(expression.outcome).toEqual(outcome);
      expect(replayTrace(expression)).toEqual(expression.outcome);
    }
  });
});

it('each attribute of the built-in list has its place in the payload, or the first step that found nothing', () => {
  const { model } = analysisFor(P);
  for (const person of peopleNames) {
    const payload = examplePerson(person);
    const { evaluation } = analysisFor(
      `${P}map {\n${[...builtInAttributes.keys()].map((name, index) => `extension_${String(index).padStart(32, '0')}_x <- [${name}]\n`).join('')}}`,
      payload,
    );
    for (const name of builtInAttributes.keys()) {
      const origin = originOf(model, name, payload, {});
      const value = evaluation?.attributes.get(name);
      expect(origin?.path).toBe(builtInAttributes.get(name)?.path);
      if (value?.value === null) expect(origin?.empty, name).toMatch(/\w.*\.$/);
      else expect(readAt(payload, origin?.location), name).toEqual({ text: value?.value });
    }
  }
});

describe('a trace as text', () => {
  const text = (mapping: string, person: Parameters<typeof analysisFor>[1], more = '') => {
    const [first] = traces(analysisFor(`${P}${more}map {\n  department <- ${mapping}\n}\n`, person));
    return first === undefined ? '' : targetTraceText(first);
  };

  it('shows target, steps, attributes, path and place', () => {
    expect(text('ToUpper([department])', 'rehire')).toBe(`department ← "OPERATIONS"
  ToUpper → "OPERATIONS"
    [department] → "Operations"
      $.employmentNav.results[0].jobInfoNav.results[0].departmentNav.name_localized
      found at employmentNav.results[0].jobInfoNav.results[0].departmentNav.name_localized
`);
  });

  it('names the first step that found nothing, and leaves the branch out that was not taken', () => {
    const source = 'source {\n  second = $.employmentNav.results[1].jobInfoNav.results[0].jobTitle\n}\n';
    expect(text('IIF(IsPresent([second]), [second], [jobTitle])', 'plain', source)).toBe(`department ← "Logistics Lead"
  IIF → "Logistics Lead"
    IsPresent → "False"
      [second] → null: second is empty (no second employment)
        $.employmentNav.results[1].jobInfoNav.results[0].jobTitle
        empty: employmentNav has 1 record in this sample, so [1] selects nothing.
    [jobTitle] → "Logistics Lead"
      $.employmentNav.results[0].jobInfoNav.results[0].jobTitle
      found at employmentNav.results[0].jobInfoNav.results[0].jobTitle
`);
  });

  it('says when the default took the place of null, and when nothing is mapped', () => {
    const source = 'source {\n  suffix = $.personalInfoNav.results[0].suffix\n}\n';
    expect(text('[suffix] default "none"', 'plain', source)).toMatch(
      /^department ← "none" \(default of the mapping\)\n {2}\[suffix\] → null/,
    );
    expect(text('none', 'plain')).toBe('department ← null\n');
  });

  it('of a writeback names the property of Microsoft Graph', () => {
    const file =
      'provision EntraID -> SuccessFactors\nmap {\n  userId <- [extensionAttribute1]\n  personIdExternal <- [employeeId] match 1\n  custom01 <- [telephoneNumber]\n}\n';
    const user = {
      employeeId: '100401',
      businessPhones: [],
      onPremisesExtensionAttributes: { extensionAttribute1: 'rokafor' },
    };
    expect(traces(analysisFor(file, user)).map(targetTraceText)).toEqual([
      'userId ← "rokafor"\n  [extensionAttribute1] → "rokafor"\n    onPremisesExtensionAttributes.extensionAttribute1\n',
      'personIdExternal ← "100401"\n  [employeeId] → "100401"\n    employeeId\n',
      'custom01 ← null\n  [telephoneNumber] → null: telephoneNumber is empty (not set in Entra ID)\n    businessPhones[0]\n    empty: telephoneNumber is not set in Entra ID.\n',
    ]);
  });

  it('has no control characters of a payload', () => {
    const told = text('[personIdExternal]', { personIdExternal: 'a\u009b\u202e\nb' });
    expect(told.split('\n')).toHaveLength(5);
    expect(told.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
  });
});

it('gives the value again from the leaves, whatever the payload', () => {
  const expressions = [
    'IIF([a] == [b], Join("-", [a], [b]), Coalesce([c], "x"))',
    'Switch([a], "other", "1", [b], "True", ToUpper([c]))',
    'IgnoreFlowIfNullOrEmpty(Append([a], [b]))',
    'Left(Replace([a], "x", , , [b], , ), 3)',
    'Join(",", Split([a], ","), [c])',
    'IIF(IsNullOrEmpty([a]), DateAdd("d", [b], CDate([c])), Mid([a], 1, 2))',
  ];
  const source = 'source {\n  a = $.a\n  b = $.b\n  c = $.c\n}\n';
  const file = `${P}${source}map {\n${expressions.map((one, index) => `  extensionAttribute${index + 1} <- ${one}\n`).join('')}}\n`;
  const value = fc.oneof(
    fc.constantFrom('', '1', 'x,y', '2024-02-29', 'True'),
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  );
  fc.assert(
    fc.property(fc.record({ a: value, b: value, c: value }, { requiredKeys: [] }), (payload) => {
      const analysis = analysisFor(file, payload as Record<string, string>);
      for (const { target, outcome, expression } of traces(analysis)) {
        expect(outcome).toEqual(analysis.evaluation?.targets.get(target));
        if (expression !== undefined)
          expect(replayTrace(expression, { now: new Date('2026-03-01T00:00:00Z') })).toEqual(outcome);
      }
    }),
    { numRuns: 200 },
  );
});

it('holds only what was evaluated', () => {
  const [trace] = traces(analysisFor(`${P}map { department <- IIF("True", [lastName], [firstName]) }`, 'plain'));
  const names: string[] = [];
  const visit = ({ node, children }: TraceNode) => {
    if (node.kind === 'attribute') names.push(node.name);
    children.forEach(visit);
  };
  if (trace?.expression !== undefined) visit(trace.expression);
  expect(names).toEqual(['lastName']);
  expect([...(trace?.origins.keys() ?? [])]).toEqual(['lastName']);
});
