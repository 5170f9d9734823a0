import { describe, expect, it } from 'vitest';
import { codePages } from '../../server/src/core/analysis/code-page.ts';
import { functionSignatures } from '../../server/src/core/catalog/functions.ts';
import { documentAddress, readDocumentAddress } from '../../server/src/core/document-address.ts';
import { readOnlyDocument } from '../../server/src/features/read-only-document.ts';
import { analysisFor, examplePerson } from '../support/example-people.ts';

const P = 'provision SuccessFactors -> EntraID\n';
const MAPPING = 'file:///home/rita/map%20%C3%A4.sfmap';

const about = (kind: 'values' | 'query' | 'tests' | 'payload', title = 'map') =>
  documentAddress({ kind, mapping: MAPPING, title });

function read(
  kind: 'values' | 'query' | 'tests' | 'payload',
  text: string,
  person?: Parameters<typeof analysisFor>[1],
  title?: string,
): string {
  return readOnlyDocument(about(kind, title), { analysis: analysisFor(text, person), files: new Map() });
}

describe('an address', () => {
  it.each([
    { kind: 'values', mapping: MAPPING, title: 'a.sfmap (values)' },
    { kind: 'payload', mapping: 'untitled:Untitled-1', title: 'ä ö' },
    { kind: 'tests', mapping: MAPPING, title: 'a worker: 100 % #1?' },
    { kind: 'attributes', list: 'inbound' },
    { kind: 'rules', name: 'SFM2001' },
    { kind: 'functions', name: 'IIF' },
  ] as const)('is read as it was written: $kind', (address) => {
    expect(readDocumentAddress(documentAddress(address))).toEqual(address);
  });

  it('is read as VS Code encodes it', () => {
    const encoded = 'sfmap:/values/map%20%C3%A4.sfmap%20%28values%29.txt?file%3A///home/rita/map%2520%25C3%25A4.sfmap';
    expect(readDocumentAddress(encoded)).toEqual({ kind: 'values', mapping: MAPPING, title: 'map ä.sfmap (values)' });
  });

  it('a title never makes another part of the path', () => {
    expect(documentAddress({ kind: 'tests', mapping: MAPPING, title: '../a/b' })).toMatch(
      /^sfmap:\/tests\/[^/]*\.txt\?[^/]*$/,
    );
    expect(documentAddress({ kind: 'tests', mapping: MAPPING, title: '' })).toContain('/tests/_.txt');
  });

  it.each([
    '',
    'sfmap:',
    'sfmap:/',
    'file:///values/a.txt',
    'sfmap:/values/a.txt',
    'sfmap:/values/a',
    'sfmap:/rules/',
    'sfmap:/attributes/other.txt',
    'sfmap:/elsewhere/a.txt',
    'sfmap:/rules/%.md',
    'sfmap:/values/a.txt?%',
  ])('that means nothing gives a sentence: %s', (address) => {
    expect(readDocumentAddress(address)).toBeUndefined();
    expect(readOnlyDocument(address, undefined)).toBe(`There is no text at ${address}.\n`);
  });

  it('of a mapping that is not open says so', () => {
    expect(readOnlyDocument(about('values'), undefined)).toBe(`Open the mapping to read this: ${MAPPING}\n`);
  });
});

describe('all values', () => {
  const text = `${P}source {\n  suffix = $.personalInfoNav.results[0].suffix\n}\nscope {\n  "Staff": [lastName] EQUALS "Nwosu"\n}\nmap {\n  surname <- [lastName]\n  city <- [suffix]\n}\n`;

  it('targets first, then what is read, then the rest of the list; with reasons, aligned', () => {
    const told = read('values', text, 'plain');
    expect(told).toContain(
      'Amara Nwosu · 100101 · plain\ninbound → Entra ID, values of Amara Nwosu · 100101\nin scope: Staff\n',
    );
    expect(told).toContain(
      '\nTargets: 1 value, 1 empty, 0 dropped, 0 errors\n\n  surname  Nwosu\n  city     ∅ suffix is empty (suffix is null)\n',
    );
    expect(told).toMatch(
      /\nSource attributes that the mapping reads or declares\n\n {2}lastName {2,}String {2}Nwosu\n {2}suffix {2,}String {2}∅ suffix is null\n/,
    );
    const [, rest = ''] = told.split('Source attributes that it does not read\n\n');
    expect(rest).toMatch(/^ {2}personIdExternal +String +100101$/m);
    expect(rest).not.toMatch(/^ {2}lastName /m);
  });

  it('without a person it says how to get one', () => {
    expect(read('values', text)).toMatch(/^There is no sample person yet\./);
  });
});

describe('the query', () => {
  it('one navigation a line with its reason, the fields that are read, and the address', () => {
    const told = read(
      'query',
      `${P}source {\n  location2 = $.employmentNav.results[0].jobInfoNav.results[0].locationNav.name\n}\nmap {\n  department <- [department]\n  city <- [location2]\n}\n`,
    );
    expect(told).toMatch(/^ {2}employmentNav\/jobInfoNav +always$/m);
    expect(told).toMatch(/^ {2}employmentNav\/jobInfoNav\/departmentNav +for department$/m);
    expect(told).toMatch(/^ {2}employmentNav\/jobInfoNav\/departmentNav +name_localized$/m);
    expect(told).toMatch(/^ {2}employmentNav\/jobInfoNav\/locationNav +name {2}✖ not fetched$/m);
    expect(told).toMatch(/: 2 fields$/m);
    const address = told.trimEnd().split('\n').at(-1) ?? '';
    expect(address).toMatch(
      /^\/odata\/v2\/PerPerson\?\$format=json&\$filter=\(personIdExternal%20in%20'<personIdExternal>'\)&\$expand=[\w/,]+&\$select=[\w/,]+&customPageSize=100$/,
    );
  });

  it('each request of a cycle, with words for what nobody knows yet', () => {
    const told = read('query', `${P}map {\n  department <- [department]\n}\n`);
    expect(told.match(/^ {2}GET \S+$/gm)).toEqual([
      '  GET /odata/v2/PerPerson/$count',
      ...Array.from({ length: 4 }, () => '  GET /odata/v2/PerPerson'),
    ]);
    expect(told).toContain("lastModifiedDateTime ge datetimeoffset'<LastExecutionTimestamp>'");
    expect(told).toMatch(/^ {4}asOfDate=<startDate>$/m);
    expect(told).toMatch(/^ {2}employmentNav\/jobInfoNav\/departmentNav\/name_localized$/m);
  });

  it('of a mapping that may read any field has no $select', () => {
    const told = read('query', `${P}source {\n  any = $..*\n}\nmap {\n  city <- [any]\n}\n`);
    expect(told).toMatch(/^No \$select: /m);
    expect(told).not.toContain('$select=');
  });

  it('fields that filters ask are read, too', () => {
    const told = read(
      'query',
      `${P}source {\n  phone = $.phoneNav.results[?(@.phoneType == '1' && @.isPrimary == true)].phoneNumber\n}\nmap {\n  mobile <- [phone]\n}\n`,
    );
    expect(told).toMatch(/^ {2}phoneNav +isPrimary, phoneNumber, phoneType$/m);
  });

  it('of a writeback is the one to Microsoft Graph', () => {
    const told = read('query', 'provision EntraID -> SuccessFactors\nmap {\n  email <- [mail]\n}\n');
    expect(told).toMatch(/^\/v1\.0\/users\?\$select=[\w,]*mail/m);
  });

  it('of a file without a direction says what is missing', () => {
    expect(read('query', '')).toMatch(/^Begin the mapping with provision/);
  });
});

describe('the report of tests', () => {
  const text = `${P}map {\n  surname <- [lastName]\n}\ntest "a/b" {\n  given { "personalInfoNav": { "results": [{ "lastName": "Okafor" }] } }\n  expect surname == "Doe"\n  expect in scope\n}\ntest "c" {\n  given "away.json"\n  expect in scope\n}\n`;

  it('of one, by its name', () => {
    expect(read('tests', text, undefined, 'a/b')).toBe(
      '✖ a/b\n  ✖ expect surname == "Doe"\n      surname is "Okafor".\n        [lastName]: Okafor\n  ✓ expect in scope\n\n1 test: 0 passed, 1 failed\n',
    );
  });

  it('of all', () => {
    const told = read('tests', text);
    expect(told).toMatch(/^✖ c\n {4}The file away\.json was not read/m);
    expect(told).toMatch(/2 tests: 0 passed, 2 failed\n$/);
  });

  it('of none', () => {
    expect(read('tests', P)).toMatch(/^This mapping has no test/);
  });
});

describe('the payload', () => {
  it('is the person as JSON', () => {
    expect(JSON.parse(read('payload', P, 'plain'))).toEqual(examplePerson('plain'));
  });
});

describe('pages', () => {
  const page = (kind: 'rules' | 'functions', name: string) =>
    readOnlyDocument(documentAddress({ kind, name }), undefined);

  it('every code has one', () => {
    for (const { code, title } of codePages) expect(page('rules', code)).toContain(`# ${code}: ${title}`);
  });

  it('every function has one', () => {
    for (const { name, summary } of functionSignatures.values()) {
      expect(page('functions', name)).toMatch(new RegExp(`^# ${name}\\n`));
      expect(page('functions', name)).toContain(summary);
    }
  });

  it.each([
    ['rules', 'SFM9999', /^There is no code SFM9999/],
    ['functions', 'Jion', /^There is no function Jion\. Did you mean Join\?/],
  ] as const)('%s/%s', (kind, name, told) => {
    expect(page(kind, name)).toMatch(told);
  });

  it.each(['inbound', 'writeback'] as const)('the attribute list: %s', (list) => {
    expect(readOnlyDocument(`sfmap:/attributes/${list}.txt`, undefined)).toContain('NAME');
  });
});

it('words of strangers cannot draw over what stands around them', () => {
  const hostile = 'a\u001b[31m\u202eb';
  const person = { personIdExternal: hostile };
  const text = `${P}map {\n  employeeId <- [personIdExternal]\n}\ntest "t" {\n  given { "personIdExternal": "x\\u202ey" }\n  expect employeeId == "a"\n}\n`;
  for (const kind of ['values', 'tests'] as const) expect(read(kind, text, person)).not.toMatch(/[\u001b\u202e]/);
});
