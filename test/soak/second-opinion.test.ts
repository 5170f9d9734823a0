import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInAttributes } from '../../server/src/core/catalog/source-attributes.ts';
import type { Json } from '../../server/src/core/json.ts';
import { REASON_KINDS } from '../../server/src/second-opinion/kinds.ts';
import { agreeingPath, agreeingPayload } from '../second-opinion/support/agreeing-cases.ts';
import { opinionHere } from '../second-opinion/support/opinion-here.ts';
import { soak } from '../support/soak.ts';

/** By their names, so that a counterexample names the person instead of printing them. */
const people = new Map(
  ['rehire', 'conversion', 'global-assignment'].map((name): [string, Json] => {
    const file = fileURLToPath(new URL(`../../examples/inbound/people/${name}.json`, import.meta.url));
    return [name, JSON.parse(readFileSync(file, 'utf8')).d.results[0]];
  }),
);
const paths = [
  ...[...builtInAttributes.values()].map(({ path }) => path),
  '$.employmentNav.results[?(@.userNav != null)].userId',
  "$.employmentNav.results[?(@.assignmentClass == 'GA' && @.userId != '' || @.startDate > '2020')].jobInfoNav.results[-1:]",
  "$.phoneNav.results[?(@.phoneType == '10605')]['phoneNumber','isPrimary']",
  '$..phoneNumber',
];
const pieces = [
  '[0]',
  '[-1]',
  '[-1:]',
  '.*',
  '[*]',
  '..',
  "'",
  ' ',
  ')',
  '(',
  '==',
  '!= null',
  '&&',
  '||',
  '@',
  '$',
  '~',
];

/** A path of a mapping with some characters cut out and some pieces put in: nothing that calls a function. */
const anyPath = fc
  .tuple(
    fc.constantFrom(...paths),
    fc.array(fc.record({ at: fc.nat(200), cut: fc.nat(4), piece: fc.constantFrom('', ...pieces) }), { maxLength: 3 }),
  )
  .map(([path, changes]) =>
    changes.reduce((now, { at, cut, piece }) => {
      const place = at % (now.length + 1);
      return now.slice(0, place) + piece + now.slice(place + cut);
    }, path),
  );

describe('soak: the second opinion', () => {
  const { numRuns, seed } = soak(2_000, 50_000);

  it(`is the same on names, indexes, slices and simple filters (${numRuns} runs, seed ${seed})`, {
    timeout: 3_600_000,
  }, () => {
    fc.assert(
      fc.property(agreeingPath, agreeingPayload, (path, payload) => {
        const { agree, ours, theirs } = opinionHere(path, payload);
        if (!agree) expect({ path, theirs }).toEqual({ path, theirs: ours });
      }),
      { numRuns, seed },
    );
  });

  const kinds = new Map<string, number>();
  it(`has a reason for every other path (seed ${seed})`, { timeout: 3_600_000 }, () => {
    fc.assert(
      fc.property(anyPath, fc.constantFrom(...people.keys()), (path, name) => {
        const payload = people.get(name) ?? null;
        const before = JSON.stringify(payload);
        const opinion = opinionHere(path, payload);
        expect(JSON.stringify(payload)).toBe(before);
        if (opinion.agree) return;
        expect(REASON_KINDS).toContain(opinion.reason.kind);
        expect(opinion.reason.sentence).toMatch(/^jsonpath\.com: .+; Entra: .+\. .+/s);
        kinds.set(opinion.reason.kind, (kinds.get(opinion.reason.kind) ?? 0) + 1);
        expect({ path, kind: opinion.reason.kind }).not.toEqual({ path, kind: 'other' });
      }),
      { numRuns: numRuns / 2, seed },
    );
    // A soak in which the two never differ in many ways would show nothing.
    expect(kinds.size).toBeGreaterThan(5);
  });
});
