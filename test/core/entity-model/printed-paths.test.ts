import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../../server/src/core/analysis/analyse.ts';
import { expansions, retrievalOf, retrievalRules } from '../../../server/src/core/catalog/retrieval-rules.ts';
import { builtInAttributes } from '../../../server/src/core/catalog/source-attributes.ts';
import { scenarios } from '../../../server/src/core/refactoring/scenario.ts';

/** What is said above information about paths, for attributes that are all mapped. */
function above(attributes: readonly (readonly [name: string, path: string])[]): string[] {
  const text = `provision SuccessFactors -> EntraID
actions update
source {
${attributes.map(([name, path]) => `  ${name} = ${path}\n`).join('')}}
map {
  employeeId <- [personIdExternal] match 1
${attributes.map(([name], index) => `  extension_0_x${index} <- [${name}]\n`).join('')}}
`;
  return new Analysis(text).diagnostics
    .filter(({ code, severity }) => /^SFM3[12]/.test(code) && severity !== 'information')
    .map(({ code, message }) => `${code} ${message}`);
}

describe('nothing above information is said about', () => {
  it('the built-in attributes, each alone', () => {
    for (const { name, path } of builtInAttributes.values()) expect(above([[name, path]]), name).toEqual([]);
  });

  it.each(scenarios)('them after the edits of $scenario', ({ edits }) => {
    const text = `provision SuccessFactors -> EntraID
actions update
source {
${edits.map(({ from, to }) => `  replace ${from} -> ${to}\n`).join('')}}
map {
  employeeId <- [personIdExternal] match 1
${[...builtInAttributes.keys()].map((name, index) => `  extension_0_x${index} <- [${name}]\n`).join('')}}
`;
    const found = new Analysis(text).diagnostics.filter(({ code }) => /^SFM3[12]/.test(code));
    expect(found).toEqual([]);
  });

  const reference = join(import.meta.dirname, '../../../../shared/reference/successfactors-attributes.json');
  it.skipIf(!existsSync(reference))('what the reference tables print, each alone (skipped without them)', () => {
    const { documentedExtra } = JSON.parse(readFileSync(reference, 'utf8')) as {
      documentedExtra: { name: string; jsonPath: string }[];
    };
    for (const { name, jsonPath } of documentedExtra.filter((row) => !row.jsonPath.includes('…')))
      expect(above([[/^\w+$/.test(name) ? name : 'other', jsonPath]]), jsonPath).toEqual([]);
  });
});

describe('the table of what is fetched', () => {
  const none = () => false;
  it.each([
    ['employmentNav', { fetched: true }],
    ['employmentNav/userNav/manager', { fetched: true }],
    ['employmentNav/jobInfoNav/positionNav', { fetched: true }],
    ['employmentNav/jobInfoNav/companyNav', { fetched: false, attributes: ['company', 'companyId'] }],
    ['employmentNav/jobInfoNav/locationNav', { fetched: false, attributes: ['location'] }],
    ['employmentNav/compInfoNav', { fetched: false, sinceCurrent: false }],
  ])('%s, with nothing mapped', (node, expected) => {
    expect(retrievalOf(node, none, 'current')).toEqual(expected);
  });

  it('differs by edition', () => {
    for (const node of [
      'employmentNav/userNav/manager/empInfo',
      'employmentNav/jobInfoNav/positionNav',
      'employmentNav/jobInfoNav/managerUserNav',
    ])
      expect(retrievalOf(node, none, '2020')).toEqual({ fetched: false, sinceCurrent: true });
    const manager = { node: 'employmentNav/userNav/manager/empInfo', because: 'always' };
    expect(expansions([], '2020')).not.toContainEqual(manager);
    expect(expansions([], 'current')).toContainEqual(manager);
  });

  it('brings what lies above with what lies below', () => {
    const mapped =
      (...names: string[]) =>
      (name: string) =>
        names.includes(name);
    const fetched = (node: string, ...names: string[]) => retrievalOf(node, mapped(...names), 'current').fetched;
    expect(fetched('employmentNav/jobInfoNav/companyNav', 'twoCharCountryCode')).toBe(true);
    expect(fetched('employmentNav/jobInfoNav/locationNav', 'officeLocationCity')).toBe(true);
    expect(fetched('employmentNav/jobInfoNav/companyNav/countryOfRegistrationNav', 'company')).toBe(false);
  });

  it('says the same to queries and to rules', () => {
    for (const { node, when } of retrievalRules) {
      for (const name of when === 'always' ? ['personId'] : when) {
        const expanded = expansions([{ name, nodes: [node] }], 'current').map(({ node: one }) => one);
        expect(
          expanded.some((one) => one === node || one.startsWith(`${node}/`)),
          `${node} by ${name}`,
        ).toBe(true);
        expect(retrievalOf(node, (one) => one === name, 'current').fetched, `${node} by ${name}`).toBe(true);
      }
    }
  });
});
