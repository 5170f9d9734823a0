import type { Command } from 'commander';
import { fixAll } from '../core/refactoring/fix-all.ts';
import { MetadataFiles } from '../project/metadata-file.ts';
import { projectError } from '../project/project-error.ts';
import { writeFileWhole } from '../provisioning/write-file-whole.ts';
import { byteOrderMark } from './byte-order-mark.ts';
import { eachMapping } from './each-mapping.ts';
import { evaluationOptions } from './evaluation-options.ts';
import { fixScenario, type ScenarioFlags, scenarioOptions } from './fix-scenario.ts';
import type { CliIo } from './io.ts';
import { knownCode } from './known-code.ts';
import type { MappingText } from './mapping-files.ts';
import { analyseAnyway, checkFlags, type EvaluationFlags } from './surroundings.ts';

type FixFlags = ScenarioFlags & EvaluationFlags & { readonly code?: string; readonly write?: boolean };

/** `sfmap fix FILE`: the fixes that the editor offers. Prints the fixed text, or writes it back with `--write`. */
export function registerFix(program: Command, io: CliIo): void {
  const command = program
    .command('fix')
    .description('mend what has a fix, or answer an HR situation in the whole file')
    .argument('<file>', 'the mapping, a folder, a glob, or -')
    .option('--code <code>', 'only the diagnostics of this code, such as SFM2002 or 2002')
    .option('--write', 'write the file instead of printing it')
    .option('--at <instant>', 'the present time of Now(), where values are compared; else the clock');
  evaluationOptions(scenarioOptions(command)).action(async (name: string, given: FixFlags) => {
    const flags = given.code === undefined ? given : { ...given, code: knownCode(given.code).code };
    if (name === '-' && flags.write === true)
      throw projectError('--write needs a file, not standard input.', 'Name the file, or leave --write out.');
    if (flags.scenario !== undefined && flags.code !== undefined)
      throw projectError('--code and --scenario do two different things.', 'Run the command once for each.');
    // A scenario tells what changes for each person of a payload; it takes them one by one.
    const { payload, person, ...rest } = flags;
    await checkFlags(flags.scenario === undefined ? flags : rest, io);
    await eachMapping([name], io, (mapping, several) => fix(mapping, several, flags, io));
  });
}

async function fix(mapping: MappingText, several: boolean, flags: FixFlags, io: CliIo): Promise<void> {
  const { text, notes } =
    flags.scenario === undefined ? await fixes(mapping, flags, io) : await scenario(mapping, flags, io);
  if (flags.write === true && mapping.streamed)
    throw projectError('--write needs a file, not a pipe.', 'Name the file, or leave --write out.');
  for (const note of notes) io.err(`${several ? `${mapping.name}: ` : ''}${note}\n`);
  // Of several the reader must see where each begins; a comment keeps the whole a text of the language.
  if (flags.write !== true) io.raw(several ? `// ${mapping.name.replace(/\p{Cc}/gu, '·')}\n${text}` : text);
  else if (text !== mapping.text) await writeFileWhole(mapping.path, (await byteOrderMark(mapping.path)) + text, true);
}

async function fixes(mapping: MappingText, flags: FixFlags, io: CliIo): Promise<Fixed> {
  const without = ['style', 'choose', 'attribute', 'entity', 'field', 'name', 'target'] as const;
  const lonely = without.find((option) => flags[option] !== undefined);
  if (lonely !== undefined) throw projectError(`--${lonely} is for a scenario.`, 'Name one with --scenario.');
  const { analysis } = await analyseAnyway(mapping, flags, io, true, new MetadataFiles());
  const { text, applied, more } = fixAll(analysis, flags.code);
  const notes = applied.map(({ code, title }) => `${code}: ${title}`);
  if (more) notes.push('There is more to fix than one run does: run the command again on the result.');
  return { text, notes: notes.length === 0 ? ['Nothing to fix.'] : notes };
}

async function scenario(mapping: MappingText, flags: FixFlags, io: CliIo): Promise<Fixed> {
  const { payload: _payload, person: _person, ...rest } = flags;
  const { analysis } = await analyseAnyway(mapping, rest, io, false);
  return fixScenario(analysis, flags, mapping, io);
}

interface Fixed {
  readonly text: string;
  readonly notes: readonly string[];
}
