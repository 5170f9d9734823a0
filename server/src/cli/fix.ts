import { type Command, Option } from 'commander';
import type { Analysis } from '../core/analysis/analyse.ts';
import type { TextEdit } from '../core/analysis/check.ts';
import { applyEdits } from '../core/refactoring/apply-edits.ts';
import { type Scenario, scenarios } from '../core/refactoring/scenario.ts';
import { refactorFile } from '../core/refactoring/whole-file.ts';
import { projectError } from '../project/project-error.ts';
import { writeFileWhole } from '../provisioning/write-file-whole.ts';
import { byteOrderMark } from './byte-order-mark.ts';
import type { CliIo } from './io.ts';
import { readMapping } from './mapping-files.ts';
import { analyseAnyway } from './surroundings.ts';

interface FixFlags {
  readonly config?: string;
  readonly code?: string;
  readonly scenario?: Scenario;
  readonly write?: boolean;
}

/** `sfmap fix FILE`: the fixes that the editor offers. Prints the fixed text, or writes it back with `--write`. */
export function registerFix(program: Command, io: CliIo): void {
  program
    .command('fix')
    .description('mend what has a fix, or answer an HR situation in the whole file')
    .argument('<file>', 'the mapping, or -')
    .option('--config <file>', 'the project file, instead of the nearest sfmap.json')
    .option('--code <code>', 'only the diagnostics of this code')
    .addOption(
      new Option('--scenario <name>', 'answer this HR situation').choices(scenarios.map(({ scenario }) => scenario)),
    )
    .option('--write', 'write the file instead of printing it')
    .action(async (name: string, flags: FixFlags) => {
      if (name === '-' && flags.write === true)
        throw projectError('--write needs a file, not standard input.', 'Name the file, or leave --write out.');
      const mapping = await readMapping(name, io);
      const { analysis } = await analyseAnyway(mapping, flags, io);
      const { edits, notes } =
        flags.scenario === undefined ? fixes(analysis, flags.code) : scenario(analysis, flags.scenario);
      const text = applyEdits(mapping.text, edits);
      for (const note of notes) io.err(`${note}\n`);
      if (flags.write !== true) io.raw(text);
      else if (text !== mapping.text)
        await writeFileWhole(mapping.path, (await byteOrderMark(mapping.path)) + text, true);
    });
}

/** The preferred fix of every diagnostic; a fix that overlaps an earlier one is left for the next run, whole. */
function fixes(analysis: Analysis, code: string | undefined): { edits: TextEdit[]; notes: string[] } {
  const taken: TextEdit[] = [];
  const overlaps = (edit: TextEdit) => taken.some(({ start, end }) => edit.start <= end && start <= edit.end);
  const chosen = analysis.diagnostics.flatMap((diagnostic) => {
    const fix =
      code === undefined || diagnostic.code === code
        ? diagnostic.fixes.find(({ preferred }) => preferred === true)
        : undefined;
    if (fix === undefined || fix.edits.some(overlaps)) return [];
    taken.push(...fix.edits);
    return [{ fix, code: diagnostic.code }];
  });
  const notes = chosen.map(({ fix, code: of }) => `${of}: ${fix.title}`);
  return {
    edits: taken,
    notes: notes.length === 0 ? ['Nothing to fix.'] : notes,
  };
}

function scenario({ file, model }: Analysis, name: Scenario): { edits: readonly TextEdit[]; notes: string[] } {
  if (model.direction !== 'inbound')
    throw projectError('HR situations are answered in a mapping from SuccessFactors.', 'Name an inbound mapping.');
  const refactoring = refactorFile(file, model, name);
  if (refactoring === undefined)
    return { edits: [], notes: ['Nothing to change: no path of the file reads the first employment.'] };
  return {
    edits: refactoring.edits,
    notes: [
      refactoring.title,
      ...refactoring.kept.map(({ attribute, reason }) => `  ${attribute} is kept: ${reason}.`),
    ],
  };
}
