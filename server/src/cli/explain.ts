import { type Command, Option } from 'commander';
import { codeList, codePages, codePageText } from '../core/analysis/code-page.ts';
import type { CliIo } from './io.ts';
import { knownCode } from './known-code.ts';

/** `sfmap explain CODE`: the page of a rule; without a code the list of all. */
export function registerExplain(program: Command, io: CliIo): void {
  program
    .command('explain')
    .description('what a code of check means, with a wrong and a right example')
    .argument('[code...]', 'codes such as SFM2002 or 2002; without one all are listed')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .action((names: readonly string[], { format }: { readonly format: 'text' | 'json' }) => {
      const chosen = names.map(knownCode);
      if (format === 'json') {
        const pages = names.length === 0 ? codePages : chosen;
        const json = pages.map(({ code, severity, title, page = {} }) => ({ code, severity, title, ...page }));
        io.out(`${JSON.stringify(json, null, 2)}\n`);
      } else io.out(names.length === 0 ? codeList() : chosen.map(codePageText).join('\n'));
    });
}
