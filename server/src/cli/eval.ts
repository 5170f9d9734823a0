import { type Command, Option } from 'commander';
import type { Analysis, Sample } from '../core/analysis/analyse.ts';
import { evaluateMapping } from '../core/mapping/evaluate.ts';
import { type EvaluationJson, evaluationJson } from '../core/mapping/evaluation-json.ts';
import { targetTraceText, traceMapping } from '../core/mapping/trace.ts';
import { preview } from '../features/preview.ts';
import { projectError } from '../project/project-error.ts';
import { eachMapping, hasDocument, resultsOf } from './each-mapping.ts';
import { evaluationOptions } from './evaluation-options.ts';
import type { CliIo } from './io.ts';
import type { MappingText } from './mapping-files.ts';
import { analyse, checkFlags, type EvaluationFlags } from './surroundings.ts';

const collect = (value: string, before: readonly string[] = []) => [...before, value];

interface EvalFlags extends EvaluationFlags {
  readonly explain?: boolean;
  readonly format: 'text' | 'json';
}

/** `sfmap eval FILE --payload P`: what a mapping yields for one person. Writes nothing anywhere. */
export function registerEval(program: Command, io: CliIo): void {
  const command = program
    .command('eval')
    .description('what a mapping yields for one person')
    .argument('<file>', 'the mapping, a folder, a glob, or -');
  evaluationOptions(command)
    .option('--at <instant>', 'the present time of Now(): a date or an RFC 3339 instant; else the clock')
    .option('--existing <file>', 'what the target holds before, as JSON: the person is updated, not created')
    .option('--domain <name>', 'the domain of DefaultDomain()')
    .option('--taken <value>', 'a value that another account has, for SelectUniqueValue; may be repeated', collect)
    .option('--explain', 'show how each value came about')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .action(async (name: string, flags: EvalFlags) => {
      if (name === '-' && flags.payload === '-')
        throw projectError('Mapping and payload cannot both come from standard input.', 'Give one as a file.');
      await checkFlags(flags, io);
      const handled = await eachMapping([name], io, (mapping) => analysed(mapping, flags, io));
      const results = resultsOf(handled);
      if (!hasDocument(handled)) return;
      if (flags.format === 'json') printJson(results, handled.length > 1, io);
      else io.out(results.map((one) => shown(one, flags, handled.length > 1)).join('\n'));
    });
}

interface Evaluated {
  readonly mapping: MappingText;
  readonly result: { readonly analysis: Analysis; readonly sample: Sample };
}

async function analysed(mapping: MappingText, flags: EvalFlags, io: CliIo): Promise<Evaluated['result']> {
  const analysis = await analyse(mapping, flags, io, true);
  const { sample } = analysis;
  if (sample !== undefined) return { analysis, sample };
  throw projectError(
    'There is no person to evaluate the mapping for.',
    'Give a payload: --payload FILE, or declare a sample.',
  );
}

/** One mapping as its object; several as a list, each with the file that it is about. */
function printJson(results: readonly Evaluated[], several: boolean, io: CliIo): void {
  const objects = results.map(({ mapping: { name: file }, result: { analysis, sample } }) => {
    const values = evaluated(analysis, sample);
    return several ? { file, ...values } : values;
  });
  io.out(`${JSON.stringify(several ? objects : objects[0], null, 2)}\n`);
}

function shown(
  { mapping: { name }, result: { analysis, sample } }: Evaluated,
  flags: EvalFlags,
  several: boolean,
): string {
  const values = preview(analysis, `sfmap check ${name} lists them`).text;
  return `${several ? `${name}\n` : ''}${values}${flags.explain === true ? explained(analysis, sample) : ''}`;
}

function evaluated({ model, evaluationOptions }: Analysis, { payload }: Sample): EvaluationJson {
  return evaluationJson(evaluateMapping(model, payload, { ...evaluationOptions, attributes: 'all' }));
}

/** How each value came about. */
function explained(analysis: Analysis, { payload }: Sample): string {
  const { model, evaluationOptions } = analysis;
  const traces = model.mappings.map((mapping) =>
    targetTraceText(traceMapping(model, mapping, payload, evaluationOptions)),
  );
  return `\n${traces.join('\n')}`;
}
