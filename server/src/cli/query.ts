import { type Command, Option } from 'commander';
import { bindMapping } from '../core/analysis/bind.ts';
import type { ConnectorGeneration } from '../core/catalog/retrieval-rules.ts';
import { readInstant } from '../core/expressions/expression-input.ts';
import { parseMapping } from '../core/language/parse.ts';
import { fullCycleFilter, incrementalCycleFilter } from '../core/query/cycle-filter.ts';
import { personQuery } from '../core/query/person-query.ts';
import { findConnection, loadProject } from '../project/project.ts';
import { projectError } from '../project/project-error.ts';
import { odataString } from '../systems/successfactors/odata-literals.ts';
import { eachMapping, resultsOf } from './each-mapping.ts';
import type { CliIo } from './io.ts';
import type { MappingText } from './mapping-files.ts';

interface QueryFlags {
  readonly person?: readonly string[];
  readonly full?: true;
  readonly since?: string;
  readonly at?: string;
  readonly config?: string;
  readonly connection?: string;
}

const collect = (value: string, before: readonly string[] = []) => [...before, value];

/** `sfmap query FILE`: the OData query that reads the people a mapping needs. */
export function registerQuery(program: Command, io: CliIo): void {
  program
    .command('query')
    .description('the OData query that the mapping needs')
    .argument('<file>', 'the mapping, a folder, a glob, or -')
    .option('--person <id>', 'only this person; may be repeated', collect)
    .addOption(new Option('--full', 'the people of a full cycle').conflicts('since'))
    .option('--since <instant>', 'the people of an incremental cycle after the one of this date or RFC 3339 instant')
    .option('--at <instant>', 'when the cycle runs, for --full and --since; else the clock')
    .option('--config <file>', 'the project file, instead of the nearest sfmap.json')
    .option('--connection <name>', 'a connection, for its host and its generation')
    .action(async (name: string, flags: QueryFlags) => {
      const handled = await eachMapping([name], io, (mapping, several) => query(mapping, flags, io, several));
      for (const { mapping, result } of resultsOf(handled))
        if (result !== undefined) io.out(`${handled.length > 1 ? `${mapping.name}\t` : ''}${result}\n`);
    });
}

/** The address; nothing for a writeback among several mappings, which is told. */
async function query(
  mapping: MappingText,
  flags: QueryFlags,
  io: CliIo,
  several: boolean,
): Promise<string | undefined> {
  const model = bindMapping(parseMapping(mapping.text));
  if (model.direction !== 'inbound') {
    const message = `${mapping.name} is no mapping from SuccessFactors, so it needs no OData query.`;
    if (!several)
      throw projectError(message, 'Name an inbound mapping; a writeback finds its people through Microsoft Graph.');
    io.err(`${message}\n`);
    return undefined;
  }
  const { origin, generation } = await tenant(mapping, flags, io);
  const filter = [...people(flags), ...cycle(flags, generation, io)].map((clause) => `(${clause})`).join(' and ');
  const parts = [
    '$format=json',
    ...(filter === '' ? [] : [`$filter=${encoded(filter)}`]),
    `$expand=${personQuery(model, generation).expand.join(',')}`,
    'customPageSize=100',
  ];
  return `${origin}/odata/v2/PerPerson?${parts.join('&')}`;
}

/** Slashes, commas and parentheses stay legible: they mean nothing in a query. */
function encoded(filter: string): string {
  return encodeURIComponent(filter).replaceAll('%2F', '/').replaceAll('%2C', ',').replaceAll('%3A', ':');
}

function people({ person }: QueryFlags): string[] {
  return person === undefined ? [] : [`personIdExternal in ${person.map(odataString).join(',')}`];
}

function cycle({ full, since, at }: QueryFlags, generation: ConnectorGeneration, io: CliIo): string[] {
  if (full !== true && since === undefined) {
    if (at !== undefined)
      throw projectError('--at says when a cycle runs, and none is asked for.', 'Add --full or --since.');
    return [];
  }
  const now = at === undefined ? io.now() : readInstant(at, `--at ${at}`);
  if (since === undefined) return [fullCycleFilter(now, generation)];
  const from = readInstant(since, `--since ${since}`);
  if (from > now) throw projectError(`--since ${since} is later than the cycle itself.`, 'Give an earlier instant.');
  return [incrementalCycleFilter(from, now, generation)];
}

/** The host and the generation of the connection that the user names. */
async function tenant(
  { path }: MappingText,
  { config, connection }: QueryFlags,
  io: CliIo,
): Promise<{ readonly origin: string; readonly generation: ConnectorGeneration }> {
  if (connection === undefined) return { origin: '', generation: 'current' };
  const project = await loadProject(path, config);
  const { successFactors } = findConnection(project, connection, io.env);
  const entry = project.content.connections?.[connection];
  return { origin: successFactors.address.origin, generation: entry?.generation ?? 'current' };
}
