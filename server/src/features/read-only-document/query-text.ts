import type { Analysis } from '../../core/analysis/analyse.ts';
import { graphSelect } from '../../core/catalog/entra-attributes.ts';
import { type Expansion, retrievalOf } from '../../core/catalog/retrieval-rules.ts';
import { type CycleRequest, cycleRequests } from '../../core/query/cycle-requests.ts';
import { fieldsRead } from '../../core/query/fields-read.ts';
import { expansionsOf } from '../../core/query/person-query.ts';
import { requestAddress } from '../../core/query/request-address.ts';

/** The requests that read the people of a mapping: what is expanded and why, what is read, then each of a cycle. */
export function queryText(analysis: Analysis): string {
  const { model } = analysis;
  if (model.direction === undefined) return 'Begin the mapping with provision: it says which system is read.\n';
  return [...(model.direction === 'writeback' ? graphLines(analysis) : odataLines(analysis)), ''].join('\n');
}

function graphLines({ model }: Analysis): readonly string[] {
  const properties = graphSelect(model);
  return [
    'The Microsoft Graph query of this writeback',
    '',
    'GET /v1.0/users',
    `  $select, ${counted(properties.length, 'property', 'properties')}`,
    ...properties.map((name) => `    ${name}`),
    '',
    `/v1.0/users?$select=${properties.join(',')}`,
  ];
}

function odataLines(analysis: Analysis): readonly string[] {
  const { model, generation, entityModel } = analysis;
  const now = '<CurrentExecutionTime>';
  const since = '<LastExecutionTimestamp>';
  const options = { generation, entityModel };
  const [one] = cycleRequests(model, { kind: 'people', ids: ['<personIdExternal>'] }, options);
  const [count, people, preHires] = cycleRequests(model, { kind: 'full', now }, options);
  const [, changed] = cycleRequests(model, { kind: 'incremental', since, now }, options);
  const expanded = expansionsOf(model, generation);
  return [
    'The OData queries of this mapping',
    '',
    `$expand, ${counted(expanded.length, 'navigation')}, by the retrieval rules`,
    ...columns(expanded.map(({ node, because }) => [node, reason(because)])),
    '',
    ...readLines(analysis),
    '',
    ...selectLines(one),
    '',
    ...requestLines('A full cycle counts', count),
    ...requestLines('and reads, 100 people a page', people),
    ...requestLines('An incremental cycle reads, after counting in the same way', changed),
    ...requestLines('Who begins later is read again, as of the first day', preHires),
    ...requestLines('One person', one),
    'Put values in the place of the words in < >, or let sfmap query do so.',
    '',
    one === undefined ? '' : legible(requestAddress(one)),
  ];
}

/** What brings a navigation, by the retrieval rules. */
function reason(because: Expansion['because']): string {
  return because === 'always' ? 'always' : `for ${because.join(', ')}`;
}

function readLines({ model, generation }: Analysis): readonly string[] {
  const nodes = fieldsRead(model);
  const total = nodes.reduce((sum, { fields }) => sum + fields.length, 0);
  const isMapped = (name: string) => model.used.has(name);
  const rows = nodes.map(({ node, fields }) => {
    const fetched = node === '' || retrievalOf(node, isMapped, generation).fetched;
    return [node === '' ? PERSON : node, `${fields.join(', ')}${fetched ? '' : '  ✖ not fetched'}`] as const;
  });
  return [`What the mapping reads of it: ${counted(total, 'field')}`, ...columns(rows)];
}

function selectLines(request: CycleRequest | undefined): readonly string[] {
  const select = request?.options['$select'];
  if (select === undefined) return ['No $select: a path of this mapping may read any field.'];
  const byNode = Map.groupBy(select.split(','), (field) => field.split('/').slice(0, -1).join('/'));
  return [
    '$select, which the connector does without, gives the same values from a smaller answer',
    ...[...byNode.values()].map((fields) => `  ${fields.join(', ')}`),
  ];
}

function requestLines(title: string, request: CycleRequest | undefined): readonly string[] {
  if (request === undefined) return [];
  const { resource, options } = request;
  const shown = Object.entries(options).map(([name, value]) => {
    if (name === '$expand' || name === '$select') return `  ${name}=…`;
    return `  ${name}=${name === '$filter' ? value.replaceAll(' or (', '\n    or (') : value}`;
  });
  return [title, `  GET /odata/v2/${resource}`, ...shown.map((line) => `  ${line}`), ''];
}

/** The words in < > stay legible. */
const legible = (address: string) => address.replaceAll('%3C', '<').replaceAll('%3E', '>');

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(0, ...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`);
}

const PERSON = 'PerPerson';

const counted = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
