import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { model as sandboxModel } from '../../../sandbox/src/model/model.ts';
import { metadata } from '../../../sandbox/src/odata/metadata.ts';
import { Analysis } from '../../../server/src/core/analysis/analyse.ts';
import type { Entity } from '../../../server/src/core/entity-model/entity-model.ts';
import { metadataLimit, readMetadata } from '../../../server/src/core/entity-model/read-metadata.ts';
import { SfmapError } from '../../../server/src/core/errors.ts';

const contoso = readFileSync(join(import.meta.dirname, 'contoso-metadata.xml'), 'utf8');
const model = readMetadata(contoso, 'contoso-metadata.xml');

describe("a tenant's metadata", () => {
  const job = model.entity('EmpJob') as Entity;

  it('gives fields with type, label, picklist, length and rights', () => {
    expect(job.label).toBe('Job Information');
    expect(job.key).toEqual(['seqNumber', 'startDate', 'userId']);
    expect(job.effectiveDated).toBe(true);
    expect(job.properties.get('customString1')).toEqual({
      name: 'customString1',
      type: 'Edm.String',
      label: 'Badge color',
      picklist: 'badgeColor',
      maxLength: 256,
    });
    expect(job.properties.get('customString35')).toMatchObject({ filterable: false });
    expect(job.properties.get('cust_visitorLimit')).toMatchObject({ type: 'Edm.Int32' });
    expect(model.entity('PerPerson')?.properties.get('userId')).toMatchObject({ visible: false });
    expect(model.entity('PerEmail')?.properties.get('isPrimary')).toMatchObject({ upsertable: true });
    expect(model.entity('EmpEmployment')?.properties.get('customString1')?.label).toBe('Building & floor');
  });

  it('gives navigations with their target and multiplicity', () => {
    expect(job.navigations.get('departmentNav')).toEqual({
      name: 'departmentNav',
      target: 'FODepartment',
      many: false,
    });
    expect(job.navigations.get('customString1Nav')?.target).toBe('PickListValueV2');
    expect(job.navigations.get('cust_lockerNav')).toMatchObject({ target: 'cust_Locker', many: true });
  });

  it('decides which fields there are, and leaves navigations that lead out of it as they were', () => {
    expect(model.member(job, 'costCenter')).toBeUndefined();
    expect(model.member(job, 'customString7')).toBeUndefined();
    expect(job.navigations.get('locationNav')?.target).toBe('FOLocation');
    expect(model.entity('FOLocation')?.tenant).toBe(false);
    expect(model.tenant).toBe(true);
  });

  it('takes no property of a complex type, and no end of an association set', () => {
    expect([...job.properties.keys()]).not.toContain('roleName');
    expect(model.entity('Role')).toBeUndefined();
  });

  it.each([
    ['with a byte-order mark', `\ufeff${contoso}`],
    ['with CRLF', contoso.replaceAll('\n', '\r\n')],
    ['with another prefix for SAP', contoso.replaceAll('xmlns:sap', 'xmlns:x').replaceAll(' sap:', ' x:')],
    ['with prefixed EDM elements', contoso.replace(/<(\/?)(EntityType|Property|Key|PropertyRef)\b/g, '<$1edm:$2')],
  ])('is the same %s', (_, text) => {
    expect(readMetadata(text, 'x').entity('EmpJob')).toEqual(job);
  });

  it('is read from the sandbox too, with what the sandbox says', () => {
    const whole = readMetadata(metadata(sandboxModel, null).body as string, 'sandbox');
    for (const { name, properties, navigations } of sandboxModel.values()) {
      const entity = whole.entity(name);
      expect([...(entity?.properties.keys() ?? [])].sort(), name).toEqual([...properties.keys()].sort());
      for (const navigation of navigations.values()) {
        expect(entity?.navigations.get(navigation.name), `${name}.${navigation.name}`).toMatchObject({
          target: navigation.target,
          many: navigation.many,
        });
      }
    }
  });

  it('survives names that JavaScript uses itself', () => {
    const text = contoso
      .replaceAll('"cust_visitorLimit"', '"constructor"')
      .replaceAll('cust_Locker', '__proto__')
      .replaceAll('"room"', '"__proto__"');
    const odd = readMetadata(text, 'x');
    expect(odd.entity('EmpJob')?.properties.get('constructor')?.type).toBe('Edm.Int32');
    expect(odd.entity('__proto__')?.properties.get('__proto__')?.type).toBe('Edm.String');
    expect(odd.entity('toString')).toBeUndefined();
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });
});

describe('what is no metadata', () => {
  const bomb = `<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>
<edmx:Edmx>&c;</edmx:Edmx>`;
  it.each([
    ['nothing', ' \n', /is empty/],
    ['JSON', '{"d":{"results":[]}}', /is JSON; .* XML alone\. Ask for .* without \$format=json/],
    ['a sign-in page', '<!DOCTYPE html><html><body>Sign in</body></html>', /is an HTML page/],
    ['plain text', 'not found', /is not XML/],
    ['a feed', '<feed><entry/></feed>', /no metadata of an OData service: it begins with <feed>/],
    ["an error's XML", '<error xmlns="x"><code>LGN0010</code></error>', /is an error that SuccessFactors answered/],
    ['a billion laughs', bomb, /has a DOCTYPE at line 2, column 1/],
    [
      'half a file',
      contoso.slice(0, contoso.length / 2),
      /not well-formed XML: it breaks at line \d+, column \d+\. It may be cut off/,
    ],
    ['a tag that is not closed', contoso.replace('</EntityType>', ''), /not well-formed XML: it breaks at line \d+/],
    [
      'OData 4',
      '<edmx:Edmx xmlns:edmx="x" Version="4.0"><a/></edmx:Edmx>',
      /OData 4 service; the connector reads OData 2/,
    ],
    [
      'another service',
      contoso.replace(/Name="(?=[A-Z])/g, 'Name="Z'),
      /describes another service: it has none of PerPerson/,
    ],
    ['no entities', '<edmx:Edmx xmlns:edmx="x" Version="1.0"/>', /describes no entity/],
    ['a deep nest', `${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}`, /cannot be read as XML/],
    [
      'a huge text',
      ' '.repeat(metadataLimit + 1),
      /larger than 40 MB\. Fetch the entities of people alone: sfmap metadata/,
    ],
  ])('%s is refused with its place and a cure', (_, text, expected) => {
    let caught: unknown;
    try {
      readMetadata(text, 'some.xml');
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(SfmapError);
    expect((caught as SfmapError).sentence).toMatch(expected);
    expect((caught as SfmapError).sentence).toContain('some.xml');
    expect(caught).toMatchObject({ exit: 2, code: 'SFM-METADATA' });
  });
});

describe('a mapping beside its metadata', () => {
  const job = "$.employmentNav.results[?(@.assignmentClass == 'ST')].jobInfoNav.results[0]";
  const found = (path: string) =>
    new Analysis(
      `provision SuccessFactors -> EntraID\nsource {\n  a = ${path}\n}\nmap {\n  department <- [department]\n  extensionAttribute1 <- [a]\n}\n`,
      { entityModel: model },
    ).diagnostics
      .filter(({ code }) => /^SFM3[12]/.test(code))
      .map(({ code, severity, message }) => `${code} ${severity} ${message}`);

  it.each([
    [`${job}.cust_visitorLimit`],
    [`${job}.customString35`],
    [`${job}.departmentNav.cust_region`],
    ['$.personIdExternal'],
  ])('%s is known', (path) => {
    expect(found(path)).toEqual([]);
  });

  it('a field that neither it nor anybody has is an error', () => {
    expect(found(`${job}.cust_visitorLimt`)).toEqual([
      'SFM3101 error jobInfoNav has no cust_visitorLimt in the metadata of this tenant. Did you mean cust_visitorLimit?',
    ]);
    expect(found(`${job}.customString36`)[0]).toMatch(/^SFM3101 error .* Check the name, or save the metadata again/);
  });

  it('a field that other tenants have is for information', () => {
    expect(found(`${job}.flsaStatus`)[0]).toMatch(/^SFM3101 information The metadata of this tenant has no flsaStatus/);
  });

  it('types count as the tenant has them', () => {
    expect(found(`$.employmentNav.results[?(@.jobInfoNav.results[0].cust_visitorLimit == '5')].userId`)[0]).toMatch(
      /^SFM3105 warning SuccessFactors sends cust_visitorLimit as a number/,
    );
    expect(
      found(`${job}.cust_lockerNav.room`)
        .map((one) => one.slice(0, 7))
        .sort(),
    ).toEqual(['SFM3104', 'SFM3201']);
    expect(found('$.userId')[0]).toMatch(/^SFM3110/);
  });
});
