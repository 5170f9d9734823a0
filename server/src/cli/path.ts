import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { isJsonObject, type Json } from '../core/json.ts';
import { explainEmpty } from '../core/jsonpath/explain.ts';
import { parsePath } from '../core/jsonpath/parse.ts';
import { type SelectedToken, type SelectTokensResult, selectTokens } from '../core/jsonpath/select-tokens.ts';
import { projectError } from '../project/project-error.ts';
import { readNamedFile } from '../project/read-text-file.ts';
import { parsePayload, payloadLimit } from '../project/sample-file.ts';
import { type SecondOpinion, secondOpinion } from '../second-opinion/second-opinion.ts';
import type { CliIo } from './io.ts';

interface PathFlags {
  readonly payload: string;
  readonly person?: string;
  readonly compare?: true;
  readonly dates: boolean;
  readonly format: 'text' | 'json';
}

/** `sfmap path JSONPATH --payload P`: what an API expression selects, and what an online tester would say. */
export function registerPath(program: Command, io: CliIo): void {
  program
    .command('path')
    .description('what a JSONPath selects from a payload')
    .argument('<jsonpath>', 'the path as it stands in the attribute list; the leading $. may be missing')
    .requiredOption('--payload <file>', 'any JSON; - for standard input')
    .option('--person <id>', 'the person, if the payload is an answer with several')
    .option('--compare', 'ask jsonpath-plus, too, and say why it answers differently')
    .option('--no-dates', 'leave /Date(ms)/ and ISO date-times as texts')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .action(async (path: string, flags: PathFlags) => {
      const payload = await readPayload(flags, io);
      const { dates } = flags;
      const compared = flags.compare === undefined ? undefined : await secondOpinion(path, payload, { dates });
      const result = compared?.ours ?? selectTokens(path, payload, { dates });
      if (flags.format === 'json') printJson(result, compared, io);
      else printText(path, payload, result, compared, io);
      if (!result.ok) io.exit(1);
    });
}

/**
 * The value that the path is asked of: a person of SuccessFactors' answer `{"d": …}` or of a Graph page
 * `{"@odata.context": …, "value": […]}`, any other JSON as it stands.
 */
async function readPayload({ payload: name, person }: PathFlags, io: CliIo): Promise<Json> {
  const shown = name === '-' ? 'on standard input' : name;
  const text =
    name === '-' ? await io.readStdin() : await readNamedFile(resolve(io.cwd, name), 'The payload', payloadLimit);
  const json = jsonOf(text);
  // A text that is no JSON gets its message there, with what it is instead.
  if (json !== undefined && !isAnswer(json) && person === undefined) return json;
  const people = parsePayload(text, shown);
  const found = person === undefined ? people[0] : people.find((one) => idsOf(one).includes(person));
  if (found === undefined) {
    throw projectError(`The payload ${shown} does not hold ${person}.`, 'Name a person that it holds with --person.');
  }
  if (person === undefined && people.length > 1) {
    throw projectError(`The payload ${shown} holds ${people.length} people.`, 'Choose one with --person ID.');
  }
  return found;
}

function jsonOf(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isAnswer(json: Json): boolean {
  if (!isJsonObject(json)) return false;
  return (Object.keys(json).join() === 'd' && isJsonObject(json['d'])) || '@odata.context' in json;
}

function idsOf(person: Json): Json[] {
  if (!isJsonObject(person)) return [];
  return ['personIdExternal', 'employeeId', 'userPrincipalName', 'id'].flatMap((name) => person[name] ?? []);
}

function printJson(result: SelectTokensResult, compared: SecondOpinion | undefined, io: CliIo): void {
  const answer = result.ok
    ? { matches: result.matches }
    : { error: { message: result.message, ...(result.offset === undefined ? {} : { offset: result.offset }) } };
  const { ours: _, ...opinion } = compared ?? {};
  io.out(`${jsonText({ ...answer, ...(compared === undefined ? {} : { secondOpinion: opinion }) })}\n`);
}

function printText(
  path: string,
  payload: Json,
  result: SelectTokensResult,
  compared: SecondOpinion | undefined,
  io: CliIo,
): void {
  if (result.ok) io.out(matchLines(path, payload, result.matches));
  else {
    const pointer = result.offset === undefined || /[^ -~]/.test(path) ? '' : `${' '.repeat(result.offset)}^\n`;
    io.err(`${visible(path)}\n${pointer}sfmap: ${visible(result.message)}\n`);
  }
  if (compared === undefined) return;
  const { agree, reason, theirs } = compared;
  io.out('\nSecond opinion (jsonpath-plus, as jsonpath.com and most online testers run it):\n');
  if (agree) {
    io.out('  the same\n');
    return;
  }
  io.out(`  ${visible(reason?.sentence ?? '')}\n`);
  if (theirs.ok) for (const { path: place, value } of theirs.matches) io.out(`  ${line(place, valueText(value))}`);
}

function matchLines(path: string, payload: Json, matches: readonly SelectedToken[]): string {
  if (matches.length === 0) {
    const reason = explainEmpty(parsePath(path), payload);
    return `Nothing.${reason === undefined ? '' : ` ${visible(reason.sentence)}`}\n`;
  }
  return matches
    .map(({ path: place, value, text }) => {
      const isConverted = typeof value === 'string' && text !== null && text !== value;
      return line(place, isConverted ? `${visible(text)}   (${visible(value)})` : valueText(value, text));
    })
    .join('');
}

/** A place and what stands there; the root is shown as `$`. */
function line(place: string, value: string): string {
  return `${visible(place === '' ? '$' : place)}   ${value}\n`;
}

const WIDEST = 160;

function valueText(value: Json, text: string | null = null): string {
  if (typeof value === 'string') return visible(text ?? value);
  const json = text ?? jsonText(value);
  return visible(json.length > WIDEST ? `${json.slice(0, WIDEST - 1)}…` : json);
}

/** Nothing of a payload may steer the terminal. */
function visible(text: string): string {
  return text.replace(/\p{Cc}/gu, '·');
}

function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    throw projectError(
      'What the path selects is nested too deeply to be printed.',
      'Select something further down.',
      error,
    );
  }
}
