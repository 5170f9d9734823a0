import type { Command } from 'commander';
import { bindMapping } from '../core/analysis/bind.ts';
import { parseMapping } from '../core/language/parse.ts';
import { personQuery } from '../core/query/person-query.ts';
import { projectError } from '../project/project-error.ts';
import { odataString } from '../systems/successfactors/odata-literals.ts';
import type { CliIo } from './io.ts';
import { readMapping } from './mapping-files.ts';

const collect = (value: string, before: readonly string[] = []) => [...before, value];

/** `sfmap query FILE`: the OData query that reads the people a mapping needs. */
export function registerQuery(program: Command, io: CliIo): void {
  program
    .command('query')
    .description('the OData query that the mapping needs')
    .argument('<file>', 'the mapping, or -')
    .option('--person <id>', 'only this person; may be repeated', collect)
    .action(async (name: string, flags: { readonly person?: readonly string[] }) => {
      const model = bindMapping(parseMapping((await readMapping(name, io)).text));
      if (model.direction !== 'inbound') {
        throw projectError(
          `${name} is no mapping from SuccessFactors, so it needs no OData query.`,
          'Name an inbound mapping; a writeback finds its people through Microsoft Graph.',
        );
      }
      const { expand } = personQuery(model);
      const quoted = flags.person?.map((id) => encodeURIComponent(odataString(id)));
      const filter = quoted === undefined ? [] : [`$filter=(personIdExternal%20in%20${quoted.join(',')})`];
      io.out(
        `/odata/v2/PerPerson?${['$format=json', ...filter, `$expand=${expand.join(',')}`, 'customPageSize=100'].join('&')}\n`,
      );
    });
}
