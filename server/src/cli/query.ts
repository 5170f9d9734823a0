import { type Command, Option } from 'commander';
import type { Analysis } from '../core/analysis/analyse.ts';
import { readInstant } from '../core/expressions/expression-input.ts';
import { type Cycle, type CycleRequest, cycleRequests, type RequestOptions } from '../core/query/cycle-requests.ts';
import { requestAddress } from '../core/query/request-address.ts';
import { MetadataFiles } from '../project/metadata-file.ts';
import { findConnection, type Project } from '../project/project.ts';
import { projectError } from '../project/project-error.ts';
import { inGroups, odataString } from '../systems/successfactors/odata-literals.ts';
import { eachMapping, hasDocument, resultsOf } from './each-mapping.ts';
import type { CliIo } from './io.ts';
import type { MappingText } from './mapping-files.ts';
import { repeated } from './run-options.ts';
import { analyseAnyway } from './surroundings.ts';

interface QueryFlags {
  readonly person: readonly string[];
  readonly full?: true;
  readonly since?: string;
  readonly at?: string;
  readonly asOf?: string;
  readonly eq?: true;
  readonly allFields?: true;
  readonly config?: string;
  readonly connection?: string;
  readonly metadata?: string;
  readonly format: 'text' | 'json';
}

/** A request as it is printed. */
type PrintedRequest = Omit<CycleRequest, 'resource'> & { readonly url: string };

/** `sfmap query FILE`: the OData query that reads the people a mapping needs. */
export function registerQuery(program: Command, io: CliIo): void {
  program
    .command('query')
    .description('the OData query that the mapping needs')
    .argument('<file>', 'the mapping, a folder, a glob, or -')
    .option('--person <id>', 'only this person; may be repeated', repeated, [])
    .addOption(new Option('--full', 'the people of a full cycle').conflicts(['since', 'asOf']))
    .addOption(
      new Option(
        '--since <instant>',
        'the people of an incremental cycle after the one of this date or RFC 3339 instant',
      ).conflicts('asOf'),
    )
    .option('--at <instant>', 'when the cycle runs, for --full and --since; else the clock')
    .option('--as-of <date>', 'the second read of people who begin on this day; with --person')
    .option('--eq', 'names people by eq, for a tenant that refuses in')
    .option('--all-fields', 'whole records, as the connector reads them, without $select')
    .option('--config <file>', 'the project file, instead of the nearest sfmap.json')
    .option('--connection <name>', 'a connection, for its host and its generation')
    .option('--metadata <file>', "the tenant's $metadata, for its own fields")
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .action(async (name: string, flags: QueryFlags) => {
      const cycle = cycleOf(flags, io);
      const metadata = new MetadataFiles();
      const handled = await eachMapping([name], io, (mapping, several) =>
        query(mapping, flags, cycle, metadata, io, several),
      );
      const found = resultsOf(handled).flatMap(({ mapping, result }) =>
        result === undefined ? [] : [{ file: mapping.name, requests: result }],
      );
      if (flags.format === 'json') {
        const [only] = found;
        const printed = handled.length > 1 ? found : only?.requests;
        if (printed !== undefined && hasDocument(handled)) io.out(`${JSON.stringify(printed, null, 2)}\n`);
        return;
      }
      for (const { file, requests } of found)
        for (const { purpose, url, repeated: template } of requests)
          if (purpose !== 'count' && template !== true) io.out(`${handled.length > 1 ? `${file}\t` : ''}${url}\n`);
    });
}

/** The requests; nothing for a writeback among several mappings, which is told. */
async function query(
  mapping: MappingText,
  flags: QueryFlags,
  cycle: Cycle,
  metadata: MetadataFiles,
  io: CliIo,
  several: boolean,
): Promise<readonly PrintedRequest[] | undefined> {
  const { config, connection, metadata: file } = flags;
  const surroundings = {
    ...(config === undefined ? {} : { config }),
    ...(connection === undefined ? {} : { connection }),
    ...(file === undefined ? {} : { metadata: file }),
  };
  const { analysis, project } = await analyseAnyway(mapping, surroundings, io, false, metadata);
  if (analysis.model.direction !== 'inbound') {
    const message = `${mapping.name} is no mapping from SuccessFactors, so it needs no OData query.`;
    if (!several)
      throw projectError(message, 'Name an inbound mapping; a writeback finds its people through Microsoft Graph.');
    io.err(`${message}\n`);
    return undefined;
  }
  const origin = originOf(project, flags, io);
  return inChunks(analysis, cycle, flags, origin).map(({ purpose, options, repeated: template, resource }) => ({
    purpose,
    url: `${origin}${requestAddress({ purpose, resource, options })}`,
    options,
    ...(template === undefined ? {} : { repeated: template }),
  }));
}

/** The longest address of a request that names people, where it can be helped (SAP note 2576271). */
const LONGEST = 2000;

/** Of it at least so much is for naming people: where `$select` would take more, whole records take the place of fields. */
const FOR_PEOPLE = 500;

/** The number of comparisons of a filter is limited, differently from server to server (SAP note 3389932). */
const MOST_COMPARISONS = 20;

/** As many requests as the people need. */
function inChunks(
  { model, entityModel, generation }: Analysis,
  cycle: Cycle,
  { eq, allFields }: QueryFlags,
  origin: string,
): readonly CycleRequest[] {
  const options: RequestOptions = {
    generation,
    entityModel,
    operator: eq === true ? 'eq' : 'in',
    allFields: allFields === true,
  };
  const { ids } = cycle;
  if (ids === undefined) return cycleRequests(model, cycle, options);
  const longest = (more: RequestOptions) => {
    const found = cycleRequests(model, { ...cycle, ids: [''] }, { ...options, ...more });
    return Math.max(...found.map((request) => origin.length + requestAddress(request).length));
  };
  const besides = longest({ allFields: true }) + '&$select='.length + FOR_PEOPLE;
  const chosen = { ...options, longestSelect: Math.max(LONGEST - besides, 0) };
  const room = Math.max(LONGEST - longest(chosen), 100);
  const widest = Math.max(...ids.map((id) => encodeURIComponent(odataString(id)).length));
  const comparisons = Math.floor(room / (widest + EQ.length));
  const most = eq === true ? Math.min(Math.max(comparisons, 1), MOST_COMPARISONS) : undefined;
  return inGroups(ids, room, most).flatMap((group) => cycleRequests(model, { ...cycle, ids: group }, chosen));
}

/** What one more person takes besides the id. */
const EQ = encodeURIComponent(' or personIdExternal eq ');

function cycleOf({ person, full, since, at, asOf }: QueryFlags, io: CliIo): Cycle {
  const ids = person.length === 0 ? {} : { ids: [...new Set(person)] };
  if (full !== true && since === undefined) {
    if (at !== undefined)
      throw projectError('--at says when a cycle runs, and none is asked for.', 'Add --full or --since.');
    if (asOf === undefined) return { kind: 'people', ...ids };
    if (ids.ids === undefined)
      throw projectError('--as-of reads people who begin later, and nobody is named.', 'Add --person ID.');
    return { kind: 'pre-hires', ids: ids.ids, asOfDate: dayOf(asOf) };
  }
  const now = at === undefined ? io.now() : readInstant(at, `--at ${at}`);
  if (since === undefined) return { kind: 'full', now, ...ids };
  const from = readInstant(since, `--since ${since}`);
  if (from > now) throw projectError(`--since ${since} is later than the cycle itself.`, 'Give an earlier instant.');
  return { kind: 'incremental', since: from, now, ...ids };
}

/** A day as SuccessFactors takes it. */
function dayOf(text: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(text))
    throw projectError(`--as-of ${text} is no day.`, 'Write one such as 2026-06-01.');
  return readInstant(text, `--as-of ${text}`).toISOString().slice(0, 10);
}

/** The host of the connection that the user names. */
function originOf(project: Project, { connection }: QueryFlags, io: CliIo): string {
  return connection === undefined ? '' : findConnection(project, connection, io.env).successFactors.address.origin;
}
