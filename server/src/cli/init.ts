import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { ProvisioningPair } from '../core/analysis/model.ts';
import { mappingTemplates } from '../core/catalog/mapping-templates.ts';
import { nearestName } from '../core/nearest-name.ts';
import { projectError } from '../project/project-error.ts';
import type { CliIo } from './io.ts';
import { writeNew } from './write-new.ts';

interface InitFlags {
  readonly from?: string;
  readonly out?: string;
}

const PAIRS = Object.keys(mappingTemplates) as ProvisioningPair[];
const shown = (pair: string) => `"${pair.replace('->', ' -> ')}"`;
const plain = (pair: string) => pair.toLowerCase().replace(/[^a-z]+(?:to[^a-z]+)?/g, '');

/** `sfmap init --from PAIR`: a new mapping with the attribute mappings that the portal creates for the pair. */
export function registerInit(program: Command, io: CliIo): void {
  program
    .command('init')
    .description('a new mapping with the default attribute mappings of the portal')
    .option('--from <pair>', `the systems: ${PAIRS.map(shown).join(', ')}`)
    .option('--out <file>', 'write it to this file, which must not exist; else it is printed')
    .action(async ({ from, out }: InitFlags) => {
      const text = mappingTemplates[pairOf(from)];
      if (out === undefined) io.raw(text);
      else {
        await writeNew(resolve(io.cwd, out), out, text, 'init');
        io.err(`Wrote ${out}. sfmap check ${out} says what is wrong with it.\n`);
      }
    });
}

/** The pair as it is declared, or with another sign between the names: `SuccessFactors-EntraID`. */
function pairOf(name: string | undefined): ProvisioningPair {
  const cure = `Write one of ${PAIRS.map(shown).join(', ')}, with the quotes.`;
  if (name === undefined) throw projectError('The command needs to know the two systems.', `Use --from. ${cure}`);
  const known = PAIRS.find((pair) => plain(pair) === plain(name));
  if (known !== undefined) return known;
  const nearest = nearestName(plain(name), PAIRS.map(plain));
  const meant = PAIRS.find((pair) => plain(pair) === nearest);
  throw projectError(`There is no pair ${name}.`, meant === undefined ? cure : `Did you mean ${shown(meant)}? ${cure}`);
}
