import type { Command } from 'commander';
import { formatMapping } from '../core/formatting/format-mapping.ts';
import { writeFileWhole } from '../provisioning/write-file-whole.ts';
import { byteOrderMark } from './byte-order-mark.ts';
import { eachMapping, resultsOf } from './each-mapping.ts';
import type { CliIo } from './io.ts';

/** `sfmap format FILE...`: writes the files that are not in the usual form; standard input is formatted onto standard output. */
export function registerFormat(program: Command, io: CliIo): void {
  program
    .command('format')
    .description('write mapping files in their usual form: indentation, columns, wrapped expressions')
    .argument('<file...>', 'files, folders, globs, or - to format standard input onto standard output')
    .option('--check', 'write nothing: name the files that are not in this form, and exit 1 if there are any')
    .action(async (names: string[], { check = false }: { readonly check?: boolean }) => {
      const handled = await eachMapping(names, io, async (mapping) => {
        const formatted = formatMapping(mapping.text);
        const changed = formatted !== mapping.text;
        if (check) return changed;
        if (mapping.streamed) io.raw(formatted);
        else if (changed) await writeFileWhole(mapping.path, (await byteOrderMark(mapping.path)) + formatted, true);
        return changed;
      });
      const read = resultsOf(handled);
      const changed = read.filter(({ result }) => result);
      for (const { mapping } of changed) if (check || !mapping.streamed) io.out(`${mapping.name}\n`);
      // Whoever formats standard input wants the text and nothing else.
      if (read.length > 0 && (check || read.some(({ mapping }) => !mapping.streamed)))
        io.err(summary(read.length, changed.length, check));
      if (check && changed.length > 0) io.exit(1);
    });
}

function summary(files: number, changed: number, check: boolean): string {
  const all = `${files} file${files === 1 ? '' : 's'}`;
  if (changed === 0) return `${all}: ${files === 1 ? 'it is' : 'all are'} formatted.\n`;
  return `${all}: ${changed} ${check ? (changed === 1 ? 'is not formatted' : 'are not formatted') : 'formatted'}.\n`;
}
