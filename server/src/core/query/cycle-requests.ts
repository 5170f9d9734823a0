import type { MappingModel } from '../analysis/model.ts';
import type { ConnectorGeneration } from '../catalog/retrieval-rules.ts';
import type { EntityModel } from '../entity-model/entity-model.ts';
import {
  fullCycleFields,
  fullCycleFilter,
  type Instant,
  incrementalCycleFields,
  incrementalCycleFilter,
} from './cycle-filter.ts';
import { type PeopleOperator, peopleFilter, preHireFilter } from './people-filter.ts';
import { personQuery } from './person-query.ts';
import { selectedFields } from './selected-fields.ts';

/** Which people are read. */
export type Cycle =
  /** Everybody; with `ids` those of them. */
  | { readonly kind: 'full'; readonly now: Instant; readonly ids?: readonly string[] }
  | { readonly kind: 'incremental'; readonly since: Instant; readonly now: Instant; readonly ids?: readonly string[] }
  /** Without `ids` whoever the API user may see. */
  | { readonly kind: 'people'; readonly ids?: readonly string[] }
  /** The second read of people who begin on a day to come. */
  | { readonly kind: 'pre-hires'; readonly ids: readonly string[]; readonly asOfDate: string };

/** What a cycle's requests depend on, beside the mapping. */
export interface RequestOptions {
  readonly generation?: ConnectorGeneration | undefined;
  /** The tenant's entities, from its metadata. */
  readonly entityModel?: EntityModel | undefined;
  readonly operator?: PeopleOperator;
  /** Whole records, as Microsoft's connector reads them. */
  readonly allFields?: boolean;
  /** As long as `$select` may become, in characters. */
  readonly longestSelect?: number;
}

/** One request to SuccessFactors. */
export interface CycleRequest {
  /** How many there are; the people; those who begin later, as they will be. */
  readonly purpose: 'count' | 'people' | 'pre-hires';
  /** Below `/odata/v2/`. */
  readonly resource: string;
  /** Query options in the order of the address, not encoded. */
  readonly options: Readonly<Record<string, string>>;
  /** Sent again for each person who begins later; the words in `<…>` stand for the person and the day. */
  readonly repeated?: true;
}

/** With the longest filter and `$expand` the address stays below 8 KB, more than which servers refuse. */
const LONGEST_SELECT = 4_000;

/** People of one page, as Microsoft's connector asks for them. */
const PAGE = '100';

/**
 * Every request of a cycle of an inbound mapping, in the order in which they are sent: the count, the people, and today
 * the second read of those who begin later. `$expand` follows the retrieval rules, `$select` the paths of the mapping.
 * Source: "SAP SuccessFactors integration reference", how full and incremental sync and pre-hires work.
 */
export function cycleRequests(
  model: MappingModel,
  cycle: Cycle,
  options: RequestOptions = {},
): readonly CycleRequest[] {
  const { generation = 'current', operator = 'in' } = options;
  const read = readOptions(model, cycle, options);
  if (cycle.kind === 'pre-hires') return [preHires(cycle.ids, cycle.asOfDate, operator, read)];
  const filter = filterOf(cycle, generation, operator);
  const people: CycleRequest = {
    purpose: 'people',
    resource: 'PerPerson',
    options: { $format: 'json', ...filter, ...read },
  };
  if (cycle.kind === 'people') return [people];
  const requests: CycleRequest[] = [
    { purpose: 'count', resource: 'PerPerson/$count', options: { $format: 'json', ...filter } },
    people,
  ];
  if (generation !== '2020')
    requests.push({ ...preHires(['<personIdExternal>'], '<startDate>', operator, read), repeated: true });
  return requests;
}

function preHires(
  ids: readonly string[],
  asOfDate: string,
  operator: PeopleOperator,
  read: Readonly<Record<string, string>>,
): CycleRequest {
  const filter = { $filter: `(${preHireFilter(ids, operator)})` };
  return { purpose: 'pre-hires', resource: 'PerPerson', options: { $format: 'json', ...filter, asOfDate, ...read } };
}

function filterOf(
  cycle: Exclude<Cycle, { kind: 'pre-hires' }>,
  generation: ConnectorGeneration,
  operator: PeopleOperator,
): { $filter?: string } {
  const clauses = cycle.ids === undefined || cycle.ids.length === 0 ? [] : [peopleFilter(cycle.ids, operator)];
  if (cycle.kind === 'full') clauses.push(fullCycleFilter(cycle.now, generation));
  if (cycle.kind === 'incremental') clauses.push(incrementalCycleFilter(cycle.since, cycle.now));
  return clauses.length === 0 ? {} : { $filter: clauses.map((clause) => `(${clause})`).join(' and ') };
}

function readOptions(
  model: MappingModel,
  { kind }: Cycle,
  { generation, entityModel, allFields = false, longestSelect: longest = LONGEST_SELECT }: RequestOptions,
): Readonly<Record<string, string>> {
  const { expand } = personQuery(model, generation);
  const besides =
    kind === 'incremental' ? incrementalCycleFields : kind === 'full' ? fullCycleFields : ['lastModifiedDateTime'];
  const select = allFields ? undefined : selectedFields(model, expand, { entityModel, besides, longest });
  return {
    $expand: expand.join(','),
    ...(select === undefined ? {} : { $select: select.join(',') }),
    customPageSize: PAGE,
  };
}
