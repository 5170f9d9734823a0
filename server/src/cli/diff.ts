import { type Command, Option } from 'commander';
import { SfmapError } from '../core/errors.ts';
import { prepareMapping } from '../engine/prepare-mapping.ts';
import { rehearseInbound } from '../engine/rehearse-inbound.ts';
import { generationOf } from '../project/generation.ts';
import { parseParameterArguments } from '../project/parameters.ts';
import { rehearsalJson } from '../provisioning/rehearsal/rehearsal-json.ts';
import { rehearsalMarkdown } from '../provisioning/rehearsal/rehearsal-markdown.ts';
import { type Rehearsal, rehearsalText } from '../provisioning/rehearsal/rehearsal-text.ts';
import type { CliIo } from './io.ts';
import { knownParameters } from './known-parameters.ts';
import { readMapping } from './mapping-files.ts';
import { addPeopleOptions, chosenPeople, openRun } from './run-options.ts';

interface DiffOptions {
  readonly people?: boolean;
  readonly connection: string;
  readonly config?: string;
  readonly param: readonly string[];
  readonly person: readonly string[];
  readonly sample?: number;
  readonly all?: boolean;
  readonly format: 'text' | 'json' | 'markdown';
  readonly values?: boolean;
  readonly exitCode?: boolean;
}

/** `sfmap diff --people OLD NEW --connection C (--person ID | --sample N | --all)`. */
export function registerDiff(program: Command, io: CliIo): void {
  const command = program
    .command('diff')
    .argument('<old>', 'the earlier mapping, or - for standard input')
    .argument('<new>', 'the present one')
    .description('who would be provisioned otherwise by a changed inbound mapping; writes nothing')
    .option('--people', 'compare what becomes of people; it must be said');
  addPeopleOptions(command)
    .addOption(
      new Option('--format <format>', 'form of the result').choices(['text', 'json', 'markdown']).default('text'),
    )
    .option('--values', 'with markdown: also names, old and new values and reasons')
    .option('--exit-code', 'exit 1 when somebody changes')
    .action((before: string, now: string, options: DiffOptions) => diff(io, before, now, options));
}

/** Nothing is printed before everything was read: a part must not look like the whole. */
async function diff(io: CliIo, before: string, now: string, options: DiffOptions): Promise<void> {
  if (options.people !== true) {
    throw new SfmapError(
      'SFM-USAGE',
      'sfmap diff compares what becomes of people, and nothing else yet.',
      'Add --people, a connection and whom to read: sfmap diff --people old.sfmap new.sfmap --connection test --all',
      2,
    );
  }
  const people = chosenPeople(options, '--person ID (repeated), --sample N or --all');
  if (people.kind === 'changed') return;
  const [earlier, present] = [await readMapping(before, io), await readMapping(now, io)];
  const { project, context, endProgress } = await openRun(io, options, present.path, ['SuccessFactors', 'Entra ID']);
  const prepare = ({ path, text }: typeof present, given: ReadonlyMap<string, string>) =>
    prepareMapping({ path, text }, project, context.connection, 'inbound', given);
  const rehearsal = await rehearseInbound(
    prepare(earlier, knownParameters(options.param, earlier.text)),
    prepare(present, parseParameterArguments(options.param)),
    people,
    context,
    generationOf(project, options.connection),
  ).finally(endProgress);
  io.out(shown({ ...rehearsal, file: present.name, earlier: earlier.name }, options));
  const changes = options.exitCode === true && rehearsal.changes.length > 0;
  if (changes || rehearsal.missing.length > 0) io.exit(1);
}

function shown(rehearsal: Rehearsal, { format, values }: DiffOptions): string {
  if (format === 'json') return rehearsalJson(rehearsal);
  return format === 'markdown' ? rehearsalMarkdown(rehearsal, values === true) : rehearsalText(rehearsal);
}
