import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindMapping } from '../../../server/src/core/analysis/bind.ts';
import { builtInAttributes } from '../../../server/src/core/catalog/source-attributes.ts';
import type { Json, JsonObject } from '../../../server/src/core/json.ts';
import { compilePath } from '../../../server/src/core/jsonpath/compile.ts';
import { dateOf } from '../../../server/src/core/jsonpath/dates.ts';
import { parseMapping } from '../../../server/src/core/language/parse.ts';
import { situationOf } from '../../../server/src/core/mapping/situation.ts';
import { comparedTexts, pseudonymise } from '../../../server/src/core/sample/pseudonymise.ts';
import { examplePerson, inboundExample, peopleNames } from '../../support/example-people.ts';

const WORDS = /[\p{L}\p{M}\p{N}]+/gu;
const wordsOf = (text: string) => [...text.matchAll(WORDS)].map(([word]) => word.toLowerCase());

/** What the fields of a payload hold, by the place of each; names of fields and positions in lists are its place. */
function leaves(value: Json, place = '$'): [string, Json][] {
  if (typeof value !== 'object' || value === null) return [[place, value]];
  return Object.entries(value).flatMap(([name, one]) => leaves(one as Json, `${place}.${name}`));
}

const person = fc.constantFrom(...peopleNames).map(examplePerson);
const word = fc.stringMatching(/^[a-zà-öø-ý]{3,9}$/).map((text) => text.charAt(0).toUpperCase() + text.slice(1));
const id = fc.stringMatching(/^[A-Z]{0,2}[0-9]{5,9}$/);
const personal = fc.record({
  firstName: word,
  lastName: fc.oneof(
    word,
    fc.tuple(word, word).map((both) => both.join('-')),
  ),
  personIdExternal: id,
  phoneNumber: fc.stringMatching(/^\+[1-9][0-9]{6,11}$/),
  address: fc.tuple(word, word).map((both) => both.join(' ')),
  birthName: word,
  uuid: fc.uuid(),
  domain: word,
});
type Personal = typeof personal extends fc.Arbitrary<infer T> ? T : never;

/** One of the example people with other names, ids and addresses. */
function personWith(payload: JsonObject, values: Personal): JsonObject {
  const { firstName, lastName, personIdExternal, phoneNumber, address, birthName, uuid, domain } = values;
  const mail = `${firstName}.${lastName}@${domain}.invalid`;
  const fields: Record<string, string> = {
    ...{ firstName, lastName, displayName: `${firstName} ${lastName}`, formalName: `${lastName}, ${firstName}` },
    ...{ defaultFullName: `${firstName} ${lastName}`, username: `${firstName.charAt(0)}${lastName}`.toLowerCase() },
    ...{ personIdExternal, userId: personIdExternal, empId: personIdExternal, perPersonUuid: uuid, birthName },
    ...{ phoneNumber, cellPhone: phoneNumber, email: mail, emailAddress: mail.toLowerCase(), addressLine1: address },
    ...{ customString1: `note of ${firstName}`, custom01: mail, createdBy: `${lastName}${personIdExternal}` },
  };
  const changed = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(changed);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value as JsonObject).map(([name, one]) => {
        if (name === 'uri') return [name, `https://${domain}.invalid/odata/v2/PerPerson('${personIdExternal}')`];
        return [name, typeof one === 'string' && fields[name] !== undefined ? fields[name] : changed(one)];
      }),
    );
  };
  return { ...(changed(payload) as JsonObject), birthName };
}

const made = fc.tuple(person, personal).map(([payload, values]) => ({ payload: personWith(payload, values), values }));

describe('a pseudonymised person', () => {
  it('holds no name, id, number or address of the real one', () => {
    fc.assert(
      fc.property(made, ({ payload, values }) => {
        const left = new Set(leaves(pseudonymise(payload)).flatMap(([, value]) => wordsOf(String(value))));
        const originals = new Set(Object.values(values).flatMap(wordsOf));
        // Words that stand in codes and records of the company as well are nobody's.
        const common = new Set(leaves(examplePerson('plain')).flatMap(([, value]) => wordsOf(String(value))));
        for (const original of originals)
          if (!common.has(original) && original.length > 4) expect(left).not.toContain(original);
      }),
      { numRuns: 40 },
    );
  });

  it('has the same fields in the same places, and the same codes, flags and nulls', () => {
    fc.assert(
      fc.property(made, ({ payload }) => {
        const [before, after] = [leaves(payload), leaves(pseudonymise(payload))];
        expect(after.map(([place]) => place)).toEqual(before.map(([place]) => place));
        for (const [index, [place, value]] of before.entries()) {
          const now = after[index]?.[1];
          expect(typeof now).toBe(typeof value);
          const isCode =
            /\.(externalCode|emailType|phoneType|assignmentClass|status|type|gender|name_localized|emplStatus)$/;
          if (value === null || typeof value === 'boolean' || isCode.test(place)) expect(now).toBe(value);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is in the same situation, and every path finds as many values', () => {
    const mapping = bindMapping(parseMapping(inboundExample()));
    const paths = new Set([
      ...[...builtInAttributes.values(), ...mapping.sources.values()].flatMap(({ path }) => path ?? []),
      "$.employmentNav.results[?(@.assignmentClass == 'GA')].jobInfoNav.results[0].departmentNav.externalCode",
      '$.employmentNav.results[?(@.userNav != null)].userNav.username',
      "$.phoneNav.results[?(@.phoneType == '10605')].phoneNumber",
      "$.employmentNav.results[?(@.jobInfoNav.results[0].emplStatusNav.externalCode == 'A')].userId",
      '$..personIdExternal',
      '$..results[*]',
    ]);
    const counts = (payload: Json) =>
      [...paths].map((path) => {
        const found = compilePath(path).matches(payload);
        return [path, found.ok ? found.results.length : found.message];
      });
    fc.assert(
      fc.property(made, ({ payload }) => {
        const after = pseudonymise(payload, { compared: comparedTexts(paths) });
        expect(situationOf(after)).toBe(situationOf(payload));
        expect(counts(after)).toEqual(counts(payload));
      }),
      { numRuns: 40 },
    );
  });

  it('keeps the order of dates and the days between them', () => {
    fc.assert(
      fc.property(made, ({ payload }) => {
        const dates = (value: Json) =>
          leaves(value).flatMap(([, text]) => (typeof text === 'string' ? (dateOf(text)?.milliseconds ?? []) : []));
        const [before, after] = [dates(payload), dates(pseudonymise(payload))];
        const moved = new Set(before.map((date, index) => (after[index] ?? 0) - date));
        // What stands for "no end" stays where it is.
        moved.delete(0);
        expect(moved.size).toBe(1);
        for (const distance of moved) expect(Math.abs(distance) % (7 * 86_400_000)).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  it('is the same each time, and equal texts stay equal', () => {
    fc.assert(
      fc.property(made, ({ payload }) => {
        const after = pseudonymise(payload);
        expect(pseudonymise(payload)).toEqual(after);
        const now = leaves(after);
        const by = new Map<string, Json>();
        for (const [index, [place, value]] of leaves(payload).entries()) {
          if (!/\.(personIdExternal|userId|lastName|firstName|emailAddress|createdBy|managerId)$/.test(place)) continue;
          const key = String(value).toLowerCase();
          const known = by.get(key) ?? now[index]?.[1] ?? null;
          expect(String(now[index]?.[1]).toLowerCase()).toBe(String(known).toLowerCase());
          by.set(key, known);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('never throws, whatever stands in the file', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => void pseudonymise(value as Json)),
      { numRuns: 200 },
    );
    let deep: Json = 'x';
    for (let depth = 0; depth < 20_000; depth++) deep = depth % 2 === 0 ? [deep] : { d: deep };
    expect(() => pseudonymise({ personIdExternal: '1', deep })).not.toThrow();
    expect(() => pseudonymise(deep)).not.toThrow();
    expect(Object.getPrototypeOf(pseudonymise(JSON.parse('{"__proto__": {"userId": "100401"}}')))).toBe(
      Object.prototype,
    );
  });
});

describe('what a pseudonymised file shows', () => {
  const rita = examplePerson('rehire');
  const text = (value: Json) => JSON.stringify(value);

  it('addresses, user names and ids that still belong together', () => {
    const after = pseudonymise(rita) as JsonObject;
    const shown = Object.fromEntries(leaves(after).map(([place, value]) => [place.replaceAll(/^\$\./g, ''), value]));
    const first = String(shown['personalInfoNav.results.0.firstName']).toLowerCase();
    const last = String(shown['personalInfoNav.results.0.lastName']).toLowerCase();
    expect(shown['emailNav.results.0.emailAddress']).toBe(`${first}.${last}@company.example`);
    expect(shown['employmentNav.results.0.userId']).toBe(shown['personIdExternal']);
    expect(shown['employmentNav.results.1.userId']).toBe(`${String(shown['personIdExternal'])}-1`);
    expect(shown['employmentNav.results.0.jobInfoNav.results.0.position']).toBe(
      `P${String(shown['personIdExternal'])}`,
    );
    expect(shown['__metadata.uri']).toBe(
      `https://successfactors.example/odata/v2/PerPerson('${String(shown['personIdExternal'])}')`,
    );
    expect(text(after).match(/.{20}(okafor|rita\b|100401|contoso\.|fabrikam).{20}/i)).toBeNull();
  });

  it('a user of Entra ID whose department stays', () => {
    const user = {
      id: 'c47cc3d5-37a2-4536-8882-931e12ccb845',
      userPrincipalName: 'rita.okafor@contoso.example',
      displayName: 'Rita Okafor',
      employeeId: '100401',
      accountEnabled: true,
      businessPhones: ['+44 20 7946 0401'],
      proxyAddresses: ['SMTP:rita.okafor@contoso.example'],
      department: 'Sales EMEA',
      onPremisesExtensionAttributes: { extensionAttribute1: '100401-1' },
    };
    const after = pseudonymise(user) as typeof user;
    expect(after).toMatchObject({ department: 'Sales EMEA', accountEnabled: true });
    expect(after.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(after.userPrincipalName).toBe(`${after.displayName.toLowerCase().replace(' ', '.')}@company.example`);
    expect(after.proxyAddresses).toEqual([`SMTP:${after.userPrincipalName}`]);
    expect(after.onPremisesExtensionAttributes.extensionAttribute1).toBe(`${after.employeeId}-1`);
    expect(after.businessPhones[0]).toMatch(/^\+44 20 \d{4} \d{4}$/);
    expect(text(after)).not.toMatch(/okafor|rita|7946|c47cc3d5|contoso/i);
  });

  it.each([
    ['an answer with several people', { d: { results: [rita, examplePerson('plain')] } }],
    ['one person in d', { d: rita }],
    ['a page of Graph', { value: [{ id: 'x', displayName: 'Rita Okafor', employeeId: '100401' }] }],
  ])('whatever form the file has: %s', (_, payload) => {
    expect(text(pseudonymise(payload))).not.toMatch(/okafor|"rita|100401/i);
  });

  it('names and ids out of texts that stay', () => {
    const after = pseudonymise({
      ...rita,
      employmentNav: {
        results: [{ jobInfoNav: { results: [{ jobTitle: 'Assistant to Rita Okafor', costCenter: 'CC-100401-9' }] } }],
      },
    });
    const [job] = leaves(after).filter(([place]) => place.endsWith('jobTitle'));
    expect(job?.[1]).toMatch(/^Assistant to (?!Rita)\p{Lu}\p{L}+ (?!Okafor)\p{Lu}\p{L}+$/u);
    expect(text(after)).not.toContain('100401');
  });

  it('a custom field that the mapping compares with as it was', () => {
    const payload = { ...rita, customString3: 'BLUE', customString4: 'GREEN' };
    const compared = comparedTexts(["$.x[?(@.customString3 == 'BLUE')].y", '$.x[?(@.a == "it\\"s")].y']);
    expect(compared).toEqual(new Set(['BLUE', 'it"s']));
    const after = pseudonymise(payload, { compared }) as JsonObject;
    expect(after['customString3']).toBe('BLUE');
    expect(after['customString4']).not.toBe('GREEN');
  });

  it('a custom field that is the option of a picklist as it was', () => {
    const payload = { ...rita, customString7: '30021', customString7Nav: { id: '30021', externalCode: 'NIGHT' } };
    expect(pseudonymise(payload)).toMatchObject({
      customString7: '30021',
      customString7Nav: { externalCode: 'NIGHT' },
    });
  });
});
