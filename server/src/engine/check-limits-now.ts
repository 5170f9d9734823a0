import { createHash } from 'node:crypto';
import { SfmapError } from '../core/errors.ts';
import { readTextFile } from '../project/read-text-file.ts';
import { budgetRefusal } from '../provisioning/plan/budget.ts';
import type { Plan } from '../provisioning/plan/plan.ts';
import { limitsOf } from './prepare-mapping.ts';

/**
 * Holds a plan against the limits of its mapping as it stands now: who tightens a limit means the plans that lie about,
 * too. A limit that was raised since changes nothing, for the plan keeps its own as well.
 *
 * @param path Absolute path of the mapping; absent where there is no file of it.
 * @throws SfmapError exit 1: over a limit, or the mapping has errors by now; exit 2: the mapping is not there.
 */
export async function checkLimitsNow(plan: Plan, path: string | undefined): Promise<void> {
  if (path === undefined) return;
  const text = await readMapping(path);
  if (createHash('sha256').update(text).digest('hex') === plan.mapping.sha256) return;
  const direction = plan.target === undefined ? 'writeback' : 'inbound';
  const refusal = budgetRefusal({
    ...plan,
    limits: limitsOf({ path, text }, direction).map(({ placed: _, ...limit }) => limit),
  });
  if (refusal === undefined) return;
  throw new SfmapError(
    'SFM-LIMITS',
    `The limits of ${plan.mapping.file} have changed since the plan was made. ${refusal}`,
    'Nothing of it is written. Make a new plan that keeps them.',
    1,
  );
}

async function readMapping(path: string): Promise<string> {
  try {
    return await readTextFile(path, 'The mapping');
  } catch (error) {
    if (!(error instanceof SfmapError)) throw error;
    throw new SfmapError(
      'SFM-PLAN-MAPPING',
      `Whether the plan keeps the limits of today cannot be said. ${error.message}`,
      'Name the mapping that the plan was made of with --mapping FILE.',
      2,
      { cause: error },
    );
  }
}
