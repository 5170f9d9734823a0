import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { SfmapError } from '../core/errors.ts';
import { oneLine } from '../core/one-line.ts';
import { planKey, planKeyVariable } from '../engine/plan-key.ts';
import { stateFolder } from '../engine/state-folder.ts';
import { readTextPieces } from '../project/read-text-file.ts';
import { inPieces } from '../provisioning/plan/in-pieces.ts';
import { jsonParts } from '../provisioning/plan/json-parts.ts';
import { shownPeople } from '../provisioning/plan/person-lines.ts';
import { type Plan, writtenTenant } from '../provisioning/plan/plan.ts';
import { planMarkdown } from '../provisioning/plan/plan-markdown.ts';
import { isSignedWith, PlanReader, type ReadPlan } from '../provisioning/plan/plan-text.ts';
import { previewParts, tenantName } from '../provisioning/plan/preview-text.ts';
import type { CliIo } from './io.ts';

/** The largest plan that is read, in bytes. */
const planLimit = 1024 * 1024 * 1024;

interface ShowOptions {
  readonly format: 'text' | 'json' | 'markdown';
  readonly values?: boolean;
  readonly state?: string;
}

/** `sfmap show PLAN`. */
export function registerShow(program: Command, io: CliIo): void {
  program
    .command('show')
    .argument('<plan>', 'a file that sfmap plan has written')
    .description('show a plan: for which tenant, how old, each change')
    .option('--state <folder>', 'where the key that signs plans is kept (also SFMAP_STATE)')
    .addOption(
      new Option('--format <format>', 'form of the result').choices(['text', 'json', 'markdown']).default('text'),
    )
    .option('--values', 'with markdown: also names, old and new values, reasons')
    .action((file: string, options: ShowOptions) => show(io, file, options));
}

async function show(io: CliIo, file: string, { format, state, values }: ShowOptions): Promise<void> {
  const read = await readPlan(io, file);
  const { plan } = read;
  if (values === true && format !== 'markdown') throw valuesAlone(format);
  const refusal = await signatureProblem(io, read, file, state);
  if (refusal !== undefined) {
    io.err(`sfmap: ${refusal.sentence}\n`);
    io.exit(1);
  }
  if (format === 'json') for (const part of inPieces(planJson(plan, refusal === undefined))) io.out(part);
  else if (format === 'markdown')
    io.out(planMarkdown(plan, { values: values === true, signed: refusal === undefined }));
  else {
    io.out(`${heading(plan, refusal === undefined)}\n\n`);
    for (const part of inPieces(previewParts(plan))) io.out(part);
  }
}

function valuesAlone(format: string): SfmapError {
  return new SfmapError(
    'SFM-USAGE',
    `--values goes with --format markdown, and ${format} shows values anyway.`,
    'Leave it out.',
    2,
  );
}

/** The JSON of a plan for reading: it is not the file, and cannot be applied. */
function planJson(plan: Plan, signed: boolean): Generator<string> {
  return jsonParts({ ...plan, people: shownPeople(plan.people), signed });
}

/** @throws SfmapError exit 2: unreadable, no plan; exit 1: cut off or edited. */
export async function readPlan(io: CliIo, file: string): Promise<ReadPlan> {
  const reader = new PlanReader(file);
  for await (const piece of readTextPieces(resolve(io.cwd, file), 'The plan', planLimit)) reader.add(piece);
  return reader.end();
}

/** Why a plan may not be applied here: it was not signed with the key that plans of its connection are signed with. */
export async function signatureProblem(
  io: CliIo,
  read: ReadPlan,
  file: string,
  state: string | undefined,
): Promise<SfmapError | undefined> {
  const { name } = read.plan.connection;
  const key = await planKey(name, io.env, stateFolder(io.env, state), 'look up');
  if (key !== undefined && isSignedWith(read, key)) return undefined;
  return new SfmapError(
    'SFM-PLAN-SIGNATURE',
    `The plan ${file} was made on another machine or by another user, or somebody has changed it: its signature is not ours.`,
    `Make the plan here. In a pipeline, set ${planKeyVariable(name)} to the same secret where plans are made and where they are applied.`,
    1,
  );
}

function heading(plan: Plan, signed: boolean): string {
  const { created, mapping, connection } = plan;
  return [
    oneLine(`Plan of ${created} for ${tenantName(plan)} at ${writtenTenant(plan).host}, connection ${connection.name}`),
    oneLine(`Mapping ${mapping.file} (SHA-256 ${mapping.sha256.slice(0, 16)}…)`),
    ...(signed ? [] : ['NOT SIGNED WITH THE KEY OF THIS MACHINE: apply refuses it here.']),
  ].join('\n');
}
