import type { MappingModel } from '../core/analysis/model.ts';
import { SfmapError } from '../core/errors.ts';
import { oneLine } from '../core/one-line.ts';
import { narrowPlan } from '../provisioning/plan/narrow-plan.ts';
import type { Plan } from '../provisioning/plan/plan.ts';
import { plural, tenantName } from '../provisioning/plan/preview-text.ts';
import { hadFullRun } from '../provisioning/state/earlier-runs.ts';
import type { ConfirmOptions } from './confirm.ts';
import type { CliIo } from './io.ts';
import { withRuns } from './open-history.ts';

/**
 * Whether a plan is the first that writes for everybody and nothing bounds whom it means. A state that cannot be read says
 * no: the run itself tells what is wrong with it.
 */
export async function isFirstFullRun(
  io: CliIo,
  plan: Plan,
  { scoped }: Pick<MappingModel, 'scoped'>,
  state: string | undefined,
): Promise<boolean> {
  if (scoped || !plan.complete || plan.totals.rows === 0) return false;
  const { connection, target, mapping } = plan;
  try {
    return await withRuns(
      io,
      state,
      (store) => !hadFullRun(store.list(), { mapping: mapping.file, connection, target }),
    );
  } catch (error) {
    if (error instanceof SfmapError) return false;
    throw error;
  }
}

/** That nobody has seen yet what the mapping does to everybody, and what to do instead. */
export function firstFullRunText(plan: Plan): string {
  const { mapping, totals } = plan;
  return (
    `This is the first full run of ${oneLine(mapping.file)} on ${tenantName(plan)}, and the mapping has no scope: ` +
    `it writes for ${plural(totals.changing, 'person', 'people')}. A pilot shows on a few people whether all is well: --person ID.\n`
  );
}

/**
 * Says that a run is the first full one, and offers a pilot where somebody can be asked.
 *
 * @returns The plan to go on with, whole or for the pilot; nothing where the answer is no.
 * @throws SfmapError exit 2: the answer names somebody who is not in the plan.
 */
export async function offerPilot(io: CliIo, plan: Plan, options: ConfirmOptions): Promise<Plan | undefined> {
  io.err(firstFullRunText(plan));
  if (options.yes === true || !io.interactive) return plan;
  const answer = await io.ask('Type ids of a few people for a pilot, all for everybody, anything else to leave it: ');
  const words = answer.split(/[\s,;]+/).filter((word) => word !== '');
  if (words.length === 1 && words[0]?.toLowerCase() === 'all') return plan;
  if (words.length === 0 || /^no?$/i.test(answer.trim())) return undefined;
  const { plan: pilot, unknown } = narrowPlan(plan, words);
  if (unknown.length === 0) return pilot;
  throw new SfmapError(
    'SFM-PILOT',
    `The plan has nobody called ${unknown.join(', ')}; nothing was written.`,
    'Give employee ids or user principal names, separated by blanks.',
    2,
  );
}
