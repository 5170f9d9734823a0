import type { Analysis } from '../../core/analysis/analyse.ts';
import { graphSelect } from '../../core/catalog/entra-attributes.ts';
import { retrievalOf } from '../../core/catalog/retrieval-rules.ts';
import { fieldsRead } from '../../core/query/fields-read.ts';
import { personQuery } from '../../core/query/person-query.ts';

/** The query that reads the people of a mapping: readable, one navigation a line, then as an address. */
export function queryText({ model, generation }: Analysis): string {
  if (model.direction === undefined) return 'Begin the mapping with provision: it says which system is read.\n';
  if (model.direction === 'writeback') {
    const properties = graphSelect(model);
    return [
      'The Microsoft Graph query of this writeback',
      '',
      'GET /v1.0/users',
      `  $select, ${counted(properties.length, 'property', 'properties')}`,
      ...properties.map((name) => `    ${name}`),
      '',
      `/v1.0/users?$select=${properties.join(',')}`,
      '',
    ].join('\n');
  }
  const { expand } = personQuery(model, generation);
  const nodes = fieldsRead(model);
  const total = nodes.reduce((sum, { fields }) => sum + fields.length, 0);
  const width = Math.max(0, ...nodes.map(({ node }) => (node === '' ? PERSON : node).length));
  const isMapped = (name: string) => model.used.has(name);
  const rows = nodes.map(({ node, fields }) => {
    const fetched = node === '' || retrievalOf(node, isMapped, generation).fetched;
    return `  ${(node === '' ? PERSON : node).padEnd(width)}  ${fields.join(', ')}${fetched ? '' : '  ✖ not fetched'}`;
  });
  return [
    'The OData query of this mapping',
    '',
    'GET /odata/v2/PerPerson',
    '  $format=json',
    `  $expand, ${counted(expand.length, 'navigation')}`,
    ...expand.map((node) => `    ${node}`),
    '  customPageSize=100',
    '',
    `What the mapping reads of it: ${counted(total, 'field')}`,
    '',
    ...rows,
    '',
    `/odata/v2/PerPerson?$format=json&$expand=${expand.join(',')}&customPageSize=100`,
    '',
  ].join('\n');
}

const PERSON = 'PerPerson';

const counted = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
