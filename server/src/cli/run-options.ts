import { resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import type { Direction } from '../core/analysis/model.ts';
import type { ConnectorGeneration } from '../core/catalog/retrieval-rules.ts';
import { SfmapError } from '../core/errors.ts';
import type { RunContext } from '../engine/plan-writeback.ts';
import { type PreparedMapping, prepareMapping, readModel } from '../engine/prepare-mapping.ts';
import { generationOf } from '../project/generation.ts';
import { journalKeepDays, journalValues } from '../project/journal-values.ts';
import { mailPassword, mailSettings } from '../project/mail-settings.ts';
import { parseParameterArguments } from '../project/parameters.ts';
import { connectionNames, findConnection, loadProject, type Project } from '../project/project.ts';
import { readSecrets, type System } from '../project/secrets.ts';
import type { AskedPeople } from '../provisioning/writeback/find-users.ts';
import type { DeviceCode } from '../systems/entra/sign-in/device-code-sign-in.ts';
import type { CliIo } from './io.ts';
import { readMapping } from './mapping-files.ts';
import { progressLine } from './progress-line.ts';

/** Options of every command that reads people. */
export interface RunOptions {
  readonly connection: string;
  readonly config?: string;
  readonly param: readonly string[];
  readonly person: readonly string[];
  readonly sample?: number;
  readonly all?: boolean;
  readonly group?: string;
  readonly changed?: boolean;
  readonly state?: string;
  readonly switchPrimary?: boolean;
}

/** Collects an option that may be repeated. */
export const repeated = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** Adds the options that say which people of which connection are read. */
export function addPeopleOptions(command: Command): Command {
  return command
    .requiredOption('--connection <name>', 'the connection of sfmap.json, or sandbox')
    .option('--config <file>', 'the project file, instead of the nearest sfmap.json')
    .option('--param <name=value>', 'text of a parameter; repeat it', repeated, [])
    .option('--person <id>', 'employee id, user principal name or object id; repeat it', repeated, [])
    .option('--sample <number>', 'the first people in scope', positiveNumber)
    .option('--all', 'everybody in scope');
}

/** Adds the options that say which mapping meets which people where. */
export function addRunOptions(command: Command): Command {
  return addPeopleOptions(command)
    .option('--group <id>', 'of a writeback, the users of an Entra group by its object id, nested groups too', objectId)
    .option('--changed', 'of a writeback, the users who changed in Entra ID since its last run came to its end')
    .option('--switch-primary', 'move a primary flag to the mapped row instead of refusing');
}

/** The people that the options name. @throws SfmapError exit 2: none, or two kinds at once. */
export function chosenPeople(
  options: Omit<RunOptions, 'connection'>,
  ways = '--person ID (repeated), --sample N, --group ID, --changed or --all',
): AskedPeople {
  const { person, sample, all, group, changed } = options;
  const asked = [person.length > 0, sample !== undefined, all === true, group !== undefined, changed === true];
  const kinds = asked.filter(Boolean);
  if (kinds.length !== 1) {
    throw new SfmapError(
      'SFM-USAGE',
      kinds.length === 0
        ? 'The command needs to know which people.'
        : 'Only one of --person, --sample, --group, --changed and --all goes.',
      `Use ${ways}.`,
      2,
    );
  }
  if (person.length > 0) return { kind: 'chosen', ids: person };
  if (group !== undefined) return { kind: 'group', group };
  if (changed === true) return { kind: 'changed' };
  return sample === undefined ? { kind: 'all' } : { kind: 'sample', count: sample };
}

/** What a command runs with: the project, the connection with its secrets, progress on standard error. */
export async function openRun(
  io: CliIo,
  options: { readonly connection: string; readonly config?: string; readonly state?: string },
  start: string,
  systems: readonly System[],
): Promise<{ readonly project: Project; readonly context: RunContext; readonly endProgress: () => void }> {
  const project = await loadProject(start, options.config && resolve(io.cwd, options.config));
  const connection = findConnection(project, options.connection, io.env);
  const secrets = await readSecrets(connection, connectionNames(project), systems, io.env, io.cwd);
  const mail = mailSettings(project);
  const line = progressLine(io);
  const onDeviceCode = (code: DeviceCode) => {
    line.end();
    io.err(deviceCodeText(code, connection.entraId?.tenant ?? ''));
  };
  const context = {
    connection,
    secrets,
    env: io.env,
    progress: line.show,
    now: io.now,
    signal: io.signal,
    onDeviceCode,
    journalValues: journalValues(project),
    keepDays: journalKeepDays(project),
    ...(mail && { mail: { settings: mail, password: () => mailPassword(mail, connection.name, io.env) } }),
    ...(options.state !== undefined && { state: options.state }),
  };
  return { project, context, endProgress: line.end };
}

function deviceCodeText({ page, code, seconds }: DeviceCode, tenant: string): string {
  const minutes = Math.max(1, Math.floor(seconds / 60));
  return `To sign in to Entra tenant ${tenant}, open ${page} and enter the code ${code}. It is good for ${minutes} min.\n`;
}

/** A mapping that is ready to run, over these people. */
export interface OpenedMapping {
  readonly mapping: PreparedMapping;
  readonly direction: Direction;
  readonly people: AskedPeople;
  readonly context: RunContext;
  readonly generation: ConnectorGeneration | undefined;
  readonly endProgress: () => void;
  /** Absolute path of the mapping; absent when it came through a pipe. */
  readonly file?: string;
}

/** A writeback mapping from a file or from standard input (`-`), ready to run. */
export function openWriteback(io: CliIo, file: string, options: RunOptions): Promise<OpenedMapping> {
  return openMapping(io, file, options, 'writeback');
}

/** The same for a mapping of either direction, or of one alone. */
export async function openMapping(
  io: CliIo,
  file: string,
  options: RunOptions,
  only?: Direction,
): Promise<OpenedMapping> {
  const people = chosenPeople(options);
  const { path, text, streamed } = await readMapping(file, io);
  const given = parseParameterArguments(options.param);
  const direction = only ?? readModel(text).direction ?? 'writeback';
  const { project, context, endProgress } = await openRun(io, options, path, ['SuccessFactors', 'Entra ID']);
  const mapping = prepareMapping({ path, text }, project, context.connection, direction, given);
  const generation = generationOf(project, options.connection);
  return { mapping, direction, people, context, generation, endProgress, ...(streamed ? {} : { file: path }) };
}

function objectId(text: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text;
  throw new InvalidArgumentError(
    'It must be the object id of a group: Entra admin center, Groups, the group, Object ID.',
  );
}

function positiveNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new InvalidArgumentError('It must be a whole number above 0.');
}
