import { type Command, Option } from 'commander';
import type { Analysis, Sample } from '../core/analysis/analyse.ts';
import { evaluateMapping } from '../core/mapping/evaluate.ts';
import { type EvaluationJson, evaluationJson } from '../core/mapping/evaluation-json.ts';
import { targetTraceText, traceMapping } from '../core/mapping/trace.ts';
import { preview } from '../features/preview.ts';
import { projectError } from '../project/project-error.ts';
import { evaluationOptions } from './evaluation-options.ts';
import type { CliIo } from './io.ts';
import { readMapping } from './mapping-files.ts';
import { analyse, type EvaluationFlags } from './surroundings.ts';

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
    .argument('<file>', 'the mapping, or -');
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
      const analysis = await analyse(await readMapping(name, io), flags, io, true);
      if (analysis.sample === undefined) {
        throw projectError(
          'There is no person to evaluate the mapping for.',
          'Give a payload: --payload FILE, or declare a sample.',
        );
      }
      if (flags.format === 'json') io.out(`${JSON.stringify(evaluated(analysis, analysis.sample), null, 2)}\n`);
      else io.out(flags.explain === true ? explained(analysis, analysis.sample) : preview(analysis).text);
    });
}

function evaluated({ model, evaluationOptions }: Analysis, { payload }: Sample): EvaluationJson {
  return evaluationJson(evaluateMapping(model, payload, { ...evaluationOptions, attributes: 'all' }));
}

/** The preview, and below it how each value came about. */
function explained(analysis: Analysis, { payload }: Sample): string {
  const { model, evaluationOptions } = analysis;
  const traces = model.mappings.map((mapping) =>
    targetTraceText(traceMapping(model, mapping, payload, evaluationOptions)),
  );
  return `${preview(analysis).text}\n${traces.join('\n')}`;
}
