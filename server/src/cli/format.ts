import type { Command } from 'commander';
import { formatMapping } from '../core/formatting/format-mapping.ts';
import { writeFileWhole } from '../provisioning/write-file-whole.ts';
import { byteOrderMark } from './byte-order-mark.ts';
import type { CliIo } from './io.ts';
import { readMappings } from './mapping-files.ts';

/** `sfmap format FILE...`: writes the files that are not in the usual form; standard input is formatted onto standard output. */
export function registerFormat(program: Command, io: CliIo): void {
  program
    .command('format')
    .description('write mapping files in their usual form: indentation, columns, wrapped expressions')
    .argument('<file...>', 'files, folders, globs, or - to format standard input onto standard output')
    .option('--check', 'write nothing: name the files that are not in this form, and exit 1 if there are any')
    .action(async (names: string[], { check = false }: { readonly check?: boolean }) => {
      const mappings = await readMappings(names, io);
      const formatted = mappings.map((mapping) => ({ ...mapping, formatted: formatMapping(mapping.text) }));
      const changed = formatted.filter(({ text, formatted: now }) => now !== text);
      for (const { name, path, formatted: now } of check ? [] : formatted) {
        if (name === '-') io.raw(now);
        else if (changed.some((one) => one.path === path))
          await writeFileWhole(path, (await byteOrderMark(path)) + now, true);
      }
      for (const { name } of changed) if (check || name !== '-') io.out(`${name}\n`);
      // Whoever formats standard input wants the text and nothing else.
      if (check || mappings.some(({ name }) => name !== '-')) io.err(summary(mappings.length, changed.length, check));
      if (check && changed.length > 0) io.exit(1);
    });
}

function summary(files: number, changed: number, check: boolean): string {
  const all = `${files} file${files === 1 ? '' : 's'}`;
  if (changed === 0) return `${all}: ${files === 1 ? 'it is' : 'all are'} formatted.\n`;
  return `${all}: ${changed} ${check ? (changed === 1 ? 'is not formatted' : 'are not formatted') : 'formatted'}.\n`;
}
