import { SfmapError } from '../core/errors.ts';
import { confirmationDetail, confirmationQuestion } from '../provisioning/plan/confirmation-text.ts';
import type { Plan } from '../provisioning/plan/plan.ts';
import type { CliIo } from './io.ts';

/** Options that answer the question before it is asked. */
export interface ConfirmOptions {
  readonly yes?: boolean;
  readonly production?: string;
}

/**
 * Refuses early what could not be confirmed later: nothing asks without a terminal, and a production tenant must be
 * named.
 *
 * @throws SfmapError exit 2: names the flag that is missing.
 */
export function checkConfirmable(
  io: CliIo,
  { name, environment }: { readonly name: string; readonly environment: string },
  options: ConfirmOptions,
): void {
  const silent = !io.interactive || options.yes === true;
  if (!io.interactive && options.yes !== true) {
    throw new SfmapError('SFM-USAGE', 'Nobody can be asked: standard input is no terminal.', 'Add --yes.', 2);
  }
  if (environment !== 'production') return;
  if (options.production !== undefined ? options.production !== name : silent) {
    throw new SfmapError(
      'SFM-USAGE',
      `The connection ${name} is a production tenant, and --yes does not suffice.`,
      `Add --production ${name}.`,
      2,
    );
  }
}

/** Asks, unless flags have answered. Anything but a clear yes is a no. */
export function confirm(io: CliIo, plan: Plan, options: ConfirmOptions): Promise<boolean> {
  const detail = confirmationDetail(plan)
    .split('\n')
    .map((line) => `  ${line}`);
  return confirmText(io, [confirmationQuestion(plan), ...detail].join('\n'), plan.connection, options);
}

/** Asks a question about a connection, unless flags have answered. */
export async function confirmText(
  io: CliIo,
  question: string,
  { name, environment }: { readonly name: string; readonly environment: string },
  options: ConfirmOptions,
): Promise<boolean> {
  io.err(`${question}\n`);
  if (options.yes === true || !io.interactive) return true;
  if (environment === 'production') {
    const answer = await io.ask(`This is PRODUCTION. Type ${name} to write, anything else to leave it: `);
    return answer.trim() === name;
  }
  return /^y(es)?$/i.test((await io.ask('Type yes to write, anything else to leave it: ')).trim());
}
