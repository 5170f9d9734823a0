import { type Command, Option } from 'commander';
import type { Direction } from '../core/analysis/model.ts';
import type { ConnectorGeneration } from '../core/catalog/retrieval-rules.ts';
import type { RunContext } from '../engine/plan-writeback.ts';
import { type PreparedMapping, prepareMapping, readModel } from '../engine/prepare-mapping.ts';
import { readScopePeople } from '../engine/read-scope-people.ts';
import { generationOf } from '../project/generation.ts';
import { parseParameterArguments } from '../project/parameters.ts';
import type { Project } from '../project/project.ts';
import { compareScopes } from '../provisioning/scope/compare-scopes.ts';
import { fateOutOfScope } from '../provisioning/scope/out-of-scope.ts';
import { scopeJson } from '../provisioning/scope/scope-json.ts';
import { type ScopeSurvey, surveyScope } from '../provisioning/scope/scope-survey.ts';
import { scopeText } from '../provisioning/scope/scope-text.ts';
import type { People } from '../provisioning/writeback/find-users.ts';
import type { CliIo } from './io.ts';
import { knownParameters } from './known-parameters.ts';
import { type MappingText, readMapping } from './mapping-files.ts';
import { openRun, repeated } from './run-options.ts';

interface ScopeOptions {
  readonly connection: string;
  readonly config?: string;
  readonly param: readonly string[];
  readonly person: readonly string[];
  readonly compare?: string;
  readonly format: 'text' | 'json';
}

/** `sfmap scope FILE --connection C [--compare OLD]`. */
export function registerScope(program: Command, io: CliIo): void {
  program
    .command('scope')
    .argument('<file>', 'a mapping, or - for standard input')
    .description('who is in scope by group, and which clause shuts whom out; writes nothing')
    .requiredOption('--connection <name>', 'the connection of sfmap.json, or sandbox')
    .option('--compare <file>', 'an earlier mapping: whom the changed filter takes in and lets fall')
    .option('--person <id>', 'only this person, in or out; repeat it', repeated, [])
    .option('--config <file>', 'the project file, instead of the nearest sfmap.json')
    .option('--param <name=value>', 'text of a parameter; repeat it', repeated, [])
    .addOption(new Option('--format <format>', 'form of the result').choices(['text', 'json']).default('text'))
    .action((file: string, options: ScopeOptions) => scope(io, file, options));
}

async function scope(io: CliIo, file: string, options: ScopeOptions): Promise<void> {
  const text = await readMapping(file, io);
  const earlierText = options.compare === undefined ? undefined : await readMapping(options.compare, io);
  const direction = readModel(text.text).direction ?? 'writeback';
  const system = direction === 'writeback' ? 'Entra ID' : 'SuccessFactors';
  const { project, context, endProgress } = await openRun(io, options, text.path, [system]);
  const generation = generationOf(project, options.connection);
  const mapping = prepare(text, direction, project, context, options.param);
  const earlier = earlierText && prepare(earlierText, direction, project, context, options.param, true);
  const people: People = options.person.length === 0 ? { kind: 'all' } : { kind: 'chosen', ids: options.person };

  // Each is read by its own query: what a mapping does not fetch is empty for its filter.
  const survey = async (of: PreparedMapping) => readSurvey(of, people, context, generation);
  const [now, before] = await both(survey, mapping, earlier).finally(endProgress);
  const answer = {
    file: text.name,
    where: whereText(direction, context),
    complete: people.kind === 'all',
    fate: fateOutOfScope(mapping.model),
    survey: now,
    ...(before && earlierText && { compared: { file: earlierText.name, change: compareScopes(before, now) } }),
  };
  io.out(options.format === 'json' ? scopeJson(answer) : scopeText(answer));
  if (now.missing.length > 0) io.exit(1);
}

function prepare(
  { path, text }: MappingText,
  direction: Direction,
  project: Project,
  { connection }: RunContext,
  param: readonly string[],
  earlier = false,
): PreparedMapping {
  const known = earlier ? knownParameters(param, text) : parseParameterArguments(param);
  return prepareMapping({ path, text }, project, connection, direction, known);
}

async function both(
  survey: (of: PreparedMapping) => Promise<ScopeSurvey>,
  mapping: PreparedMapping,
  earlier: PreparedMapping | undefined,
): Promise<readonly [ScopeSurvey, ScopeSurvey | undefined]> {
  const now = await survey(mapping);
  return [now, earlier && (await survey(earlier))];
}

function readSurvey(
  { model, parameters }: PreparedMapping,
  people: People,
  context: RunContext,
  generation: ConnectorGeneration | undefined,
): Promise<ScopeSurvey> {
  return surveyScope(model, parameters, readScopePeople(model, people, context, generation));
}

function whereText(direction: Direction, { connection }: RunContext): string {
  const { environment, successFactors, entraId } = connection;
  return direction === 'writeback'
    ? `users of Entra ID ${entraId?.tenant ?? ''} (${environment})`
    : `people of SuccessFactors ${successFactors.company} (${environment})`;
}
