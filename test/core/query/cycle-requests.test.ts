import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtInAttributes } from '../../../server/src/core/catalog/source-attributes.ts';
import { readMetadata } from '../../../server/src/core/entity-model/read-metadata.ts';
import type { Json, JsonObject } from '../../../server/src/core/json.ts';
import { evaluateMapping } from '../../../server/src/core/mapping/evaluate.ts';
import {
  type Cycle,
  type CycleRequest,
  cycleRequests,
  type RequestOptions,
} from '../../../server/src/core/query/cycle-requests.ts';
import { requestAddress } from '../../../server/src/core/query/request-address.ts';
import { dig, RunningSandbox } from '../../sandbox/support/start-sandbox.ts';
import { analysisFor } from '../../support/example-people.ts';
import { ACTIVE, anyMappingOver, mapping } from './support/any-mapping.ts';
import { taken } from './support/taken.ts';

const modelOf = (source: readonly string[], names: readonly string[]) => analysisFor(mapping(source, names)).model;
const ALL = [...builtInAttributes.keys()];
const simple = modelOf([], ['lastName', 'department']);
const NOW = new Date('2026-03-01T12:00:00Z');
const SINCE = new Date('2026-02-28T10:00:00Z');

const requests = (cycle: Cycle, options: RequestOptions = {}) => cycleRequests(simple, cycle, options);
const optionsOf = (found: readonly CycleRequest[], purpose: string) =>
  found.find((request) => request.purpose === purpose)?.options ?? {};

describe('the requests of a cycle', () => {
  it('in full: the count, the people, and those who begin later a second time', () => {
    const found = requests({ kind: 'full', now: NOW });
    expect(found.map(({ purpose, resource, repeated }) => [purpose, resource, repeated])).toEqual([
      ['count', 'PerPerson/$count', undefined],
      ['people', 'PerPerson', undefined],
      ['pre-hires', 'PerPerson', true],
    ]);
    const filter =
      "((personEmpTerminationInfoNav/activeEmploymentsCount ne null) and (lastModifiedDateTime le datetimeoffset'2026-03-01T12:00:00Z'))";
    expect(optionsOf(found, 'count')).toEqual({ $format: 'json', $filter: filter });
    expect(Object.keys(optionsOf(found, 'people'))).toEqual([
      '$format',
      '$filter',
      '$expand',
      '$select',
      'customPageSize',
    ]);
    expect(optionsOf(found, 'people')).toMatchObject({ $filter: filter, customPageSize: '100' });
    expect(optionsOf(found, 'pre-hires')).toMatchObject({
      $filter: "(personIdExternal in '<personIdExternal>' and employmentNav/userNav/status in 't','f','e')",
      asOfDate: '<startDate>',
    });
  });

  it('of the edition of 2020: active people, nobody a second time, no manager', () => {
    const found = requests({ kind: 'full', now: NOW }, { generation: '2020' });
    expect(found.map(({ purpose }) => purpose)).toEqual(['count', 'people']);
    expect(optionsOf(found, 'people')['$filter']).toContain('activeEmploymentsCount ge 1');
    expect(JSON.stringify(found)).not.toContain('manager');
  });

  it('after an instant: the fields of the filter come too, so that the answer can be looked through again', () => {
    const { $filter = '', $select = '' } = optionsOf(
      requests({ kind: 'incremental', since: SINCE, now: NOW }),
      'people',
    );
    const asked = new Set($filter.match(/[A-Za-z]+Nav(?:\/[A-Za-z]+)+|lastModifiedDateTime(?= )/g));
    expect(asked.size).toBeGreaterThan(12);
    expect([...asked].filter((field) => !$select.split(',').includes(field))).toEqual([]);
    // The printed template lacks one.
    expect($filter).not.toMatch(/\) *\(/);
  });

  it.each<[Cycle, RequestOptions, string | undefined]>([
    [{ kind: 'people' }, {}, undefined],
    [{ kind: 'people', ids: ['1', "O'Neill"] }, {}, "(personIdExternal in '1','O''Neill')"],
    [{ kind: 'people', ids: ['1', '2'] }, { operator: 'eq' }, "(personIdExternal eq '1' or personIdExternal eq '2')"],
    [
      { kind: 'pre-hires', ids: ['1'], asOfDate: '2026-06-01' },
      {},
      "(personIdExternal in '1' and employmentNav/userNav/status in 't','f','e')",
    ],
    [
      { kind: 'pre-hires', ids: ['1'], asOfDate: '2026-06-01' },
      { operator: 'eq' },
      "((personIdExternal eq '1') and (employmentNav/userNav/status eq 't' or employmentNav/userNav/status eq 'f' or employmentNav/userNav/status eq 'e'))",
    ],
  ])('%j with %j', (cycle, options, filter) => {
    const [request, ...more] = requests(cycle, options);
    expect(more).toEqual([]);
    expect(request?.options['$filter']).toBe(filter);
  });

  it('with whole records have no $select', () => {
    const found = requests({ kind: 'full', now: NOW }, { allFields: true });
    expect(found.flatMap(({ options }) => Object.keys(options))).not.toContain('$select');
  });
});

describe('sent to a tenant', () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await RunningSandbox.start('--people', '80');
  });
  afterAll(() => sandbox?.stop());

  const answer = async (request: CycleRequest | undefined) => {
    if (request === undefined) throw new Error('There is no request.');
    const url = `${sandbox.announcement.successFactors}${requestAddress(request)}`;
    const response = await fetch(url, { headers: { authorization: sandbox.basic } });
    const text = await response.text();
    expect(response.status, text.slice(0, 300)).toBe(200);
    return JSON.parse(text) as Json;
  };
  const people = async (request: CycleRequest | undefined) => {
    const rows = dig(await answer(request), 'd', 'results') as JsonObject[];
    return new Map(rows.map((row) => [String(row['personIdExternal']), row]));
  };

  it.each<[string, readonly string[], readonly string[]]>([
    ['all built-in attributes', [], ALL],
    ['two of them', [], ['lastName', 'department']],
    ['the latest employment', ['replace $.employmentNav.results[0] -> $.employmentNav.results[-1:]'], ALL],
    [
      'the active one',
      [`replace $.employmentNav.results[0] -> $.employmentNav..results[?(@.jobInfoNav..${ACTIVE})]`],
      ALL,
    ],
    ['the search for a name', ['own = $..phoneNumber', 'mail = $.emailNav..emailAddress'], ['own', 'mail', 'lastName']],
    ['whatever stands in a record', ['own : String[] = $.employmentNav.results[*].*'], ['own']],
  ])('the smaller query for %s is accepted and gives the same values', async (_what, source, names) => {
    const model = modelOf(source, names);
    const read = async (options: RequestOptions) => {
      const found = await people(cycleRequests(model, { kind: 'full', now: new Date() }, options)[1]);
      expect(found.size).toBeGreaterThan(40);
      return new Map(
        [...found].map(([id, person]) => {
          const { attributes } = evaluateMapping(model, person);
          return [id, names.map((name) => `${name}: ${count(attributes.get(name)?.value)}`)];
        }),
      );
    };
    const whole = await read({ allFields: true });
    const smaller = await read({});
    expect([...smaller.keys()].sort()).toEqual([...whole.keys()].sort());
    for (const [id, values] of whole) expect(smaller.get(id), id).toEqual(values);
  });

  it('any mapping gives the same, and with the metadata of the tenant its query is always accepted', async () => {
    const metadata = await sandbox.sf('$metadata', {}, { headers: { accept: 'application/xml' } });
    const entityModel = readMetadata(await metadata.text(), 'of the sandbox');
    const ids = ['100101', '100301', '100401', '100601', '100701', '100801'];
    const everything = [
      ...(await people(cycleRequests(modelOf([], ALL), { kind: 'people', ids }, { allFields: true })[0])),
    ];
    await fc.assert(
      fc.asyncProperty(anyMappingOver(everything.map(([, person]) => person)), async (text) => {
        const analysis = analysisFor(text);
        const read = async (options: RequestOptions) =>
          people(cycleRequests(analysis.model, { kind: 'people', ids }, { entityModel, ...options })[0]);
        const [whole, smaller] = [await read({ allFields: true }), await read({})];
        for (const [id, person] of whole)
          expect(taken(analysis, smaller.get(id) ?? null), text).toEqual(taken(analysis, person));
      }),
      { numRuns: 60 },
    );
  });

  it('every request of every cycle is accepted, in both editions', async () => {
    const now = new Date();
    const model = modelOf([], ALL);
    for (const generation of ['2020', 'current'] as const) {
      for (const cycle of [
        { kind: 'full', now },
        { kind: 'incremental', since: SINCE, now },
        { kind: 'people', ids: ['100101', '100102'] },
      ] as const) {
        const [first, second] = cycleRequests(model, cycle, { generation });
        if (cycle.kind === 'people') expect((await people(first)).size).toBe(2);
        else expect(await answer(first)).toBe((await everybody(second)).size);
      }
    }
  });

  it('who begins later is there with a job on the first day', async () => {
    const model = modelOf([], ['firstName', 'jobTitle', 'startDate']);
    const rows = await sandbox.rows('PerPerson', { $expand: 'employmentNav/jobInfoNav,personalInfoNav', $top: '300' });
    const later = rows.find((row) => (dig(row, 'personalInfoNav', 'results') as unknown[]).length === 0);
    const id = String(later?.['personIdExternal']);
    const start = Number(/\d+/.exec(String(dig(later, 'employmentNav', 'results', 0, 'startDate')))?.[0]);
    const asOfDate = new Date(start).toISOString().slice(0, 10);
    for (const operator of ['in', 'eq'] as const) {
      const today = (await people(cycleRequests(model, { kind: 'people', ids: [id] }, { operator })[0])).get(id);
      const then = (
        await people(cycleRequests(model, { kind: 'pre-hires', ids: [id], asOfDate }, { operator })[0])
      ).get(id);
      const jobTitle = (person: JsonObject | undefined) =>
        evaluateMapping(model, person ?? null).attributes.get('jobTitle')?.value;
      expect(jobTitle(today)).toBeNull();
      expect(jobTitle(then)).toEqual(expect.any(String));
    }
  });

  /** All pages. */
  async function everybody(request: CycleRequest | undefined): Promise<ReadonlySet<string>> {
    const ids = new Set<string>();
    let page = await answer(request);
    for (;;) {
      for (const row of dig(page, 'd', 'results') as JsonObject[]) ids.add(String(row['personIdExternal']));
      const next = dig(page, 'd', '__next');
      if (typeof next !== 'string') return ids;
      page = (await (await fetch(next, { headers: { authorization: sandbox.basic } })).json()) as Json;
    }
  }
});

/** A list in any order: rows of a list come in another order with each answer. */
const count = (value: string | readonly string[] | null | undefined) =>
  typeof value === 'object' && value !== null ? [...value].sort().join('|') : value;
