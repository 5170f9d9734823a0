import { type Command, Option } from 'commander';
import { evaluateMapping } from '../core/mapping/evaluate.ts';
import { evaluationJson } from '../core/mapping/evaluation-json.ts';
import { preview } from '../features/preview.ts';
import { projectError } from '../project/project-error.ts';
import { evaluationOptions } from './evaluation-options.ts';
import type { CliIo } from './io.ts';
import { readMapping } from './mapping-files.ts';
import { analyse, type EvaluationFlags } from './surroundings.ts';

interface EvalFlags extends EvaluationFlags {
  readonly format: 'text' | 'json';
}

/** `sfmap eval FILE --payload P`: what a mapping yields for one person. Writes nothing anywhere. */
export function registerEval(program: Command, io: CliIo): void {
  const command = program
    .command('eval')
    .description('what a mapping yields for one person')
    .argument('<file>', 'the mapping, or -');
  evaluationOptions(command)
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
      if (flags.format === 'text') {
        io.out(preview(analysis).text);
        return;
      }
      const { parameters } = analysis;
      const evaluation = evaluateMapping(analysis.model, analysis.sample.payload, { parameters, attributes: 'all' });
      io.out(`${JSON.stringify(evaluationJson(evaluation), null, 2)}\n`);
    });
}
