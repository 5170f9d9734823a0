import { basename, dirname, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { bindMapping } from '../core/analysis/bind.ts';
import type { Entity } from '../core/entity-model/entity-model.ts';
import { parseMapping } from '../core/language/parse.ts';
import { fetchMetadata, type MetadataScope } from '../engine/fetch-metadata.ts';
import { metadataPath } from '../project/metadata-file.ts';
import type { Project } from '../project/project.ts';
import { writeFileWhole } from '../provisioning/write-file-whole.ts';
import type { CliIo } from './io.ts';
import { readMapping } from './mapping-files.ts';
import { openRun } from './run-options.ts';

interface MetadataFlags {
  readonly connection: string;
  readonly out: string;
  readonly mapping?: string;
  readonly all?: true;
  readonly force?: true;
  readonly config?: string;
}

/** `sfmap metadata --connection C --out FILE`: the tenant's entity model, for checks and queries. */
export function registerMetadata(program: Command, io: CliIo): void {
  program
    .command('metadata')
    .description("fetch the tenant's entity model, so that its own fields are known")
    .requiredOption('--connection <name>', 'the connection of sfmap.json, or sandbox')
    .requiredOption('--out <file>', 'the file that it is written to, whole or not at all')
    .option('--mapping <file>', 'also the entities that the paths of this mapping go through')
    .option('--all', 'every entity of the tenant: 10 to 20 MB')
    .option('--force', 'replace an existing file')
    .option('--config <file>', 'the project file, instead of the nearest sfmap.json')
    .action((flags: MetadataFlags) => metadata(io, flags));
}

async function metadata(io: CliIo, flags: MetadataFlags): Promise<void> {
  const scope = await scopeOf(io, flags);
  const { project, context, endProgress } = await openRun(io, flags, io.cwd, ['SuccessFactors']);
  const { text, model, missing } = await fetchMetadata(scope, context).finally(endProgress);
  const path = resolve(io.cwd, flags.out);
  await writeFileWhole(path, text, flags.force === true);

  const entities = [...model.entities.values()].filter(({ tenant }) => tenant);
  const fields = entities.reduce((sum: number, { properties }: Entity) => sum + properties.size, 0);
  const { company, address } = context.connection.successFactors;
  io.out(
    `${flags.out}: ${counted(entities.length, 'entity', 'entities')} with ${counted(fields, 'field')}, of ${company} at ${address.host}.\n`,
  );
  if (missing.length > 0) io.out(`Not in this tenant, and left out: ${missing.join(', ')}.\n`);
  io.out(`${whereToName(project, flags, path)}\n`);
}

async function scopeOf(io: CliIo, { all, mapping }: MetadataFlags): Promise<MetadataScope> {
  if (all === true) return 'all';
  if (mapping === undefined) return {};
  const { text } = await readMapping(mapping, io);
  return { mapping: bindMapping(parseMapping(text)) };
}

/** How checks come to know the file. */
function whereToName(project: Project, { connection, out }: MetadataFlags, path: string): string {
  const { file, content } = project;
  const once = `sfmap check --metadata ${out}`;
  const entries = content.connections ?? {};
  if (file === undefined)
    return `Read it with: ${once}, or name it in an sfmap.json beside it: "metadata": "${basename(path)}".`;
  if (metadataPath(project, connection) === path) return `${file} names it already.`;
  const entry = `"metadata": "${slashes(relative(dirname(file), path))}"`;
  const place = Object.hasOwn(entries, connection) ? `connections.${connection}, ` : '';
  return `Name it in ${file}: ${place}${entry}. Once: ${once}.`;
}

const slashes = (path: string) => path.replaceAll('\\', '/');

const counted = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
