import { resolve } from 'node:path';
import type { Command } from 'commander';
import { bindMapping } from '../core/analysis/bind.ts';
import type { Json } from '../core/json.ts';
import { parseMapping } from '../core/language/parse.ts';
import { comparedTexts, pseudonymise } from '../core/sample/pseudonymise.ts';
import { readNamedFile } from '../project/read-text-file.ts';
import { parsePayload, payloadLimit } from '../project/sample-file.ts';
import type { CliIo } from './io.ts';
import { readMapping } from './mapping-files.ts';
import { writeNew } from './write-new.ts';

interface PseudonymiseFlags {
  readonly mapping?: string;
  readonly out?: string;
}

/** `sfmap pseudonymise FILE`: a payload with the names, ids, dates and contact data of people who do not exist. */
export function registerPseudonymise(program: Command, io: CliIo): void {
  program
    .command('pseudonymise')
    .description('a payload of real people as one of people who do not exist')
    .argument('<file>', 'a payload as a sample line may name it, or -')
    .option('--mapping <file>', 'custom fields keep the texts that its paths compare with')
    .option('--out <file>', 'write it to this file, which must not exist; else it is printed')
    .action(async (file: string, { mapping, out }: PseudonymiseFlags) => {
      const isInput = file === '-';
      const text = isInput
        ? await io.readStdin()
        : await readNamedFile(resolve(io.cwd, file), 'The payload', payloadLimit);
      parsePayload(text, isInput ? 'on standard input' : file);
      const compared = mapping === undefined ? undefined : await textsOf(mapping, io);
      const changed = pseudonymise(JSON.parse(text) as Json, compared && { compared });
      const result = `${JSON.stringify(changed, undefined, 2)}\n`;
      if (out === undefined) return io.raw(result);
      await writeNew(resolve(io.cwd, out), out, result, 'pseudonymise');
      io.err(`Wrote ${out}. Codes, picklists and records of the company are as they were.\n`);
    });
}

async function textsOf(mapping: string, io: CliIo): Promise<ReadonlySet<string>> {
  const { sources } = bindMapping(parseMapping((await readMapping(mapping, io)).text));
  return comparedTexts([...sources.values()].flatMap(({ path }) => path ?? []));
}
