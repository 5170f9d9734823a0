import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { expressionResult, traceExpressionText } from '../core/expressions/evaluate-text.ts';
import { type ExpressionInput, readInstant } from '../core/expressions/expression-input.ts';
import { traceText } from '../core/expressions/trace.ts';
import type { Outcome } from '../core/mapping/outcome.ts';
import { systemHost } from '../engine/system-host.ts';
import { projectError } from '../project/project-error.ts';
import { readNamedFile } from '../project/read-text-file.ts';
import type { CliIo } from './io.ts';

interface ExprFlags {
  readonly input?: string;
  readonly at?: string;
  readonly domain?: string;
  readonly taken?: readonly string[];
  readonly explain?: true;
  readonly format: 'text' | 'json';
}

const collect = (value: string, before: readonly string[] = []) => [...before, value];

/** `sfmap expr EXPRESSION`: the value of one Entra expression over attributes that are given. */
export function registerExpr(program: Command, io: CliIo): void {
  program
    .command('expr')
    .description('the value of one Entra expression')
    .argument('<expression>', 'the expression as it stands in the portal, or - for standard input')
    .option('--input <json>', 'attributes: {"firstName": "Amara", "city": null, "phones": ["1", "2"]}, or @file')
    .option('--at <instant>', 'the present time of Now(): a date or an RFC 3339 instant; else the clock')
    .option('--domain <name>', 'the domain of DefaultDomain()')
    .option('--taken <value>', 'a value that another account has, for SelectUniqueValue; may be repeated', collect)
    .option('--explain', 'show how the value came about')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .action(async (argument: string, flags: ExprFlags) => {
      const text = argument === '-' ? await io.readStdin() : argument;
      // The library reads the shape of the input and names what is wrong with it.
      const input = (await readInput(flags.input, io)) as ExpressionInput;
      const taken = new Set(flags.taken);
      const { outcome, trace } = traceExpressionText(text, input, {
        ...systemHost(flags.at === undefined ? io.now() : readInstant(flags.at, `--at ${flags.at}`)),
        ...(flags.domain === undefined ? {} : { defaultDomain: flags.domain }),
        isTaken: (value) => taken.has(value),
      });
      if (flags.format === 'json') io.out(`${JSON.stringify(expressionResult(outcome))}\n`);
      else printText(outcome, flags.explain === undefined ? undefined : trace && traceText(trace), io);
      if (outcome.state === 'error') io.exit(1);
    });
}

/** The value alone on standard output, one line each, so that a pipe gets nothing else. */
function printText(outcome: Outcome, explained: string | undefined, io: CliIo): void {
  if (explained !== undefined) io.out(explained);
  else if (outcome.state === 'value') io.out(`${[outcome.value].flat().join('\n')}\n`);
  if (outcome.state === 'error') io.err(`sfmap: ${outcome.error}\n`);
  else if (outcome.state !== 'value' && explained === undefined) {
    io.err(`(${outcome.state}${outcome.reason === undefined ? '' : `: ${outcome.reason}`})\n`);
  }
}

async function readInput(flag: string | undefined, io: CliIo): Promise<unknown> {
  if (flag === undefined) return {};
  const isFile = flag.startsWith('@');
  const text = isFile ? await readNamedFile(resolve(io.cwd, flag.slice(1)), 'The input') : flag;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const where = isFile ? `The input ${flag.slice(1)}` : 'The text of --input';
    throw projectError(`${where} is no JSON.`, 'Write one such as {"firstName": "Amara", "city": null}.');
  }
}
