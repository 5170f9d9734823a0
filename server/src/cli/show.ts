import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { readTextFile } from '../project/read-text-file.ts';
import type { Plan } from '../provisioning/writeback/plan.ts';
import { planFromText, planToText } from '../provisioning/writeback/plan-text.ts';
import { previewText, tenantName } from '../provisioning/writeback/preview-text.ts';
import type { CliIo } from './io.ts';

/** The largest plan that is read, in bytes. */
const planLimit = 256 * 1024 * 1024;

/** `sfmap show PLAN`. */
export function registerShow(program: Command, io: CliIo): void {
  program
    .command('show')
    .argument('<plan>', 'a file that sfmap plan has written')
    .description('show a plan: for which tenant, how old, each change')
    .addOption(new Option('--format <format>', 'form of the result').choices(['text', 'json']).default('text'))
    .action((file: string, options: { format: 'text' | 'json' }) => show(io, file, options.format));
}

async function show(io: CliIo, file: string, format: 'text' | 'json'): Promise<void> {
  const plan = await readPlan(io, file);
  if (format === 'json') io.out(planToText(plan));
  else io.out(`${heading(plan)}\n\n${previewText(plan)}`);
}

/** @throws SfmapError exit 2: unreadable, no plan; exit 1: cut off or edited. */
export async function readPlan(io: CliIo, file: string): Promise<Plan> {
  return planFromText(await readTextFile(resolve(io.cwd, file), 'The plan', planLimit), file);
}

function heading({ created, mapping, connection }: Plan): string {
  return [
    `Plan of ${created} for ${tenantName(connection)} at ${connection.host}, connection ${connection.name}`,
    `Mapping ${mapping.file} (SHA-256 ${mapping.sha256.slice(0, 16)}…)`,
  ].join('\n');
}
