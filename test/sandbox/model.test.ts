import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLValidator } from 'fast-xml-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dig, type Json, list, RunningSandbox } from './support/start-sandbox.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start();
});
afterAll(() => sandbox.stop());

const attributesFile = join(import.meta.dirname, '../../../shared/reference/successfactors-attributes.json');

/** Entity type → its property names, read from `$metadata`. */
function typesOf(xml: string): Map<string, string[]> {
  const types = new Map<string, string[]>();
  for (const [, name = '', body = ''] of xml.matchAll(/<EntityType Name="(\w+)">(.*?)<\/EntityType>/gs)) {
    types.set(
      name,
      [...body.matchAll(/<(?:Navigation)?Property Name="(\w+)"/g)].map(([, each = '']) => each),
    );
  }
  return types;
}

describe('$metadata', () => {
  it('of the whole tenant: two schemas, SuccessFactors attributes, writable sets by upsert only', async () => {
    const response = await sandbox.sf('$metadata');
    const xml = await response.text();
    expect(response.headers.get('content-type')).toContain('xml');
    expect(xml).toContain('<Schema Namespace="SFODataSet"');
    expect(xml).toContain('xmlns:sap="http://www.successfactors.com/edm/sap"');
    expect(xml).toMatch(
      /<EntitySet Name="PerEmail"[^>]* sap:creatable="false" sap:updatable="false" sap:upsertable="true"/,
    );
    expect(xml).toMatch(/<EntitySet Name="PerPerson"[^>]* sap:upsertable="false"/);
    expect(xml).toMatch(/<Property Name="emailType" Type="Edm.String"[^>]* sap:picklist="ecEmailType"/);
    expect(xml).toMatch(/<Property Name="isPrimary" Type="Edm.Boolean" Nullable="true" sap:required="true"/);
    expect(xml).toMatch(/<Property Name="seqNumber" Type="Edm.Int64" Nullable="false"/);
    expect(xml).toMatch(/<Property Name="startDate"[^>]*sap:display-format="Date"/);
    expect(xml).toMatch(/<Property Name="operation"[^>]*sap:visible="false"/);
    const opened = [...xml.matchAll(/<([\w:]+)(?:\s[^>]*[^/])?>/g)].map(([, name]) => name);
    const closed = [...xml.matchAll(/<\/([\w:]+)>/g)].map(([, name]) => name);
    expect(opened.sort()).toEqual(closed.sort());
  });

  it('says of each set how it is written and where it belongs, with either name first', async () => {
    const xml = await (await sandbox.sf('$metadata')).text();
    expect(xml).toMatch(/<EntitySet EntityType="SFOData.FODepartment" Name="FODepartment"/);
    expect(xml).toMatch(/<EntitySet Name="User"[^>]* sap:creatable="true" sap:updatable="true" sap:upsertable="true"/);
    expect(xml).toMatch(/<Documentation><Summary>Per Email<\/Summary>.*?<sap:tag>Employee Central \(EC\)<\/sap:tag>/);
    expect(xml).toMatch(/<FunctionImport Name="refreshMetadata"[^>]* sap:support-payload="false"/);
    expect(xml).toMatch(/<Property Name="emailAddress"[^>]* sap:label="Email Address"/);
    expect(xml).toMatch(/<Property Name="dateOfBirth"[^>]* sap:sensitive-personal-data="true"/);
    expect(await (await sandbox.sf('refreshMetadata')).text()).toContain('refreshed');
  });

  it('names for every navigation an association, its set, and both ends', async () => {
    const xml = await (await sandbox.sf('$metadata')).text();
    const names = (pattern: RegExp) => [...xml.matchAll(pattern)].map(([, name = '']) => name).sort();
    const used = names(/<NavigationProperty [^>]*Relationship="SFOData\.(\w+)"/g);
    expect(used.length).toBeGreaterThan(40);
    expect(names(/<Association Name="(\w+)"/g)).toEqual(used);
    expect(names(/<AssociationSet [^>]*Association="SFOData\.(\w+)"/g)).toEqual(used);
  });

  it('of one entity and of a list: navigations to other entities are left out', async () => {
    const one = typesOf(await (await sandbox.sf('EmpJob/$metadata')).text());
    expect([...one.keys()]).toEqual(['EmpJob']);
    expect(one.get('EmpJob')).not.toContain('departmentNav');
    const two = typesOf(await (await sandbox.sf('EmpJob,FODepartment/$metadata')).text());
    expect(two.get('EmpJob')).toContain('departmentNav');
    expect(two.get('EmpJob')).not.toContain('companyNav');
    const twice = await (await sandbox.sf('EmpJob,EmpJob/$metadata')).text();
    expect(twice.match(/<EntityType Name="EmpJob"/g)).toHaveLength(1);
  });

  it('406 when asked for as JSON, COE_ENTITY_NOT_FOUND for a stranger', async () => {
    expect((await sandbox.sf('$metadata', { $format: 'json' })).status).toBe(406);
    const stranger = await sandbox.sf('Nobody/$metadata');
    expect([stranger.status, await stranger.text()]).toEqual([400, expect.stringContaining('COE_ENTITY_NOT_FOUND')]);
  });
});

describe('Atom, the default format', () => {
  it.each([
    ['$metadata'],
    ['PerPerson,PerEmail/$metadata'],
    [''],
    ['PerPerson?$expand=emailNav,phoneNav,personalInfoNav,employmentNav/userNav,employmentNav/jobInfoNav'],
    ["User('v4admin')"],
    ["PerPerson('101001')/personalInfoNav"],
    ['FODepartment'],
    ['Nobody'],
    ["PerPerson?$filter=personIdExternal eq '<&>"],
  ])('%s is well-formed XML', async (resource) => {
    const response = await sandbox.sf(resource);
    expect(response.headers.get('content-type')).toContain('xml');
    expect(XMLValidator.validate(await response.text())).toBe(true);
  });

  it('carries the same rows as JSON', async () => {
    const options = { $filter: "personIdExternal in '101001'", $expand: 'emailNav,personEmpTerminationInfoNav' };
    const response = await sandbox.sf('PerPerson', options);
    const xml = await response.text();
    expect(response.headers.get('content-type')).toContain('application/atom+xml');
    expect(xml).toContain('<d:personIdExternal>101001</d:personIdExternal>');
    expect(xml).toContain('<d:dateOfBirth m:type="Edm.DateTime">1985-08-25T00:00:00</d:dateOfBirth>');
    expect(xml).toContain('<d:isPrimary m:type="Edm.Boolean">true</d:isPrimary>');
    expect(xml).toContain('<d:dateOfDeath m:type="Edm.DateTime" m:null="true"/>');
    expect(xml).toContain('title="emailNav"');
    expect(xml).toContain('<d:activeEmploymentsCount m:type="Edm.Int32">1</d:activeEmploymentsCount>');
    const opened = [...xml.matchAll(/<([\w:]+)(?:\s[^>]*[^/])?>/g)].map(([, name]) => name);
    expect(opened.sort()).toEqual([...xml.matchAll(/<\/([\w:]+)>/g)].map(([, name]) => name).sort());
  });
});

describe('countries', () => {
  it('of birth are territories, and those that companies are registered in are countries', async () => {
    const people = await sandbox.rows('PerPerson', { $expand: 'countryOfBirthNav' });
    expect(people.map((person) => dig(person, 'countryOfBirthNav', 'territoryCode'))).toEqual(
      people.map((person) => person['countryOfBirth']),
    );
    const companies = await sandbox.rows('FOCompany', { $expand: 'countryOfRegistrationNav,countryNav' });
    for (const company of companies) {
      const country = dig(company, 'countryOfRegistrationNav');
      expect(dig(country, '__metadata', 'uri')).toMatch(
        /Country\(code='[A-Z]{3}',effectiveStartDate=datetime'[^']+'\)$/,
      );
      expect([dig(country, 'code'), dig(country, 'twoCharCountryCode')]).toEqual([
        company['country'],
        dig(company, 'countryNav', 'twoCharCountryCode'),
      ]);
    }
  });
});

describe('what Microsoft maps', () => {
  it('properties do not come in alphabetical order nor in that of the metadata', async () => {
    const rows = await sandbox.rows('PerEmail', { $top: '1' });
    const names = Object.keys(rows[0] ?? {}).filter((name) => !name.endsWith('Nav') && name !== '__metadata');
    expect(names).not.toEqual([...names].sort());
    const fromMetadata = typesOf(await (await sandbox.sf('PerEmail/$metadata')).text()).get('PerEmail') ?? [];
    expect(names).not.toEqual(fromMetadata.filter((name) => names.includes(name)));
  });

  it.skipIf(!existsSync(attributesFile))(
    'every source attribute of the connector exists (skipped where the list of attributes is not at hand)',
    async () => {
      const file: unknown = JSON.parse(readFileSync(attributesFile, 'utf8'));
      const attributes = list(dig(file, 'inbound'));
      const expands = new Set(attributes.map((each) => String(each['expand'])).filter((each) => each !== 'root'));
      const [person] = await sandbox.rows('PerPerson', {
        $filter: "personIdExternal in '100101'",
        $expand: [...expands].join(','),
      });
      const missing = attributes
        .map((each) => String(each['jsonPath']))
        .filter((path) => !path.includes('…') && !exists(person, path));
      expect(missing).toEqual([]);
      expect(attributes.length).toBeGreaterThan(80);
    },
  );
});

/** Whether a path names something that is there, null included. Filters and indexes take the first row. */
function exists(person: Json | undefined, jsonPath: string): boolean {
  const steps = jsonPath
    .replace(/\[\?\(.*?\)\]/g, '[0]')
    .replace(/^\$\./, '')
    .split('.')
    .flatMap((step) => step.split(/\[(\d+)\]/).filter((part) => part !== ''))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  return dig(person, ...steps) !== undefined;
}
