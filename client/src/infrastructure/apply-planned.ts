import * as vscode from 'vscode';
import {
  APPLY_PLAN,
  type ApplyPlanParams,
  type ApplyPlanResult,
  type ConnectionInfo,
  type PlanWritebackResult,
} from '../../../server/src/engine/protocol.ts';
import { confirmPlan } from './confirm-plan.ts';
import { sayError, sayInformation, sayWarning } from './say.ts';
import type { Services } from './services.ts';
import { withProgress } from './with-progress.ts';

/** A plan that the engine keeps, and the text that shows it. */
export interface Planned {
  /** What it is about, as the titles of its texts say: a mapping's name, a run. */
  readonly name: string;
  /** Tells texts of the same name apart. */
  readonly about: vscode.Uri;
  readonly connection: ConnectionInfo;
  readonly plan: PlanWritebackResult;
  /** The plan's text as a document of its own. */
  readonly uri: vscode.Uri;
  /** What is said where the plan changes nothing. */
  readonly nothing: string;
}

/** Shows a plan to be reviewed; `sfmap: Apply Plan` writes it. One that changes nothing is said to be so. */
export async function reviewPlanned(services: Services, planned: Planned): Promise<void> {
  const { plan, nothing } = planned;
  if (plan.changes === 0) await sayNothingToWrite(services, planned, nothing);
  else await services.reviews.show(planned);
  if (plan.blocked !== undefined) sayBlocked(plan.blocked);
}

/** Shows a plan, asks, and writes exactly it. Nothing is written to a connection that is locked. */
export async function applyPlanned(services: Services, planned: Planned): Promise<void> {
  const { locks } = services;
  if (!locks.mayWrite(planned.connection)) return;
  // The lock may have been set while the question stood there.
  if ((await approved(services, planned)) && locks.mayWrite(planned.connection)) await apply(services, planned);
}

/** Whether the user wants this plan written. Looking at the changes leads back to the same question. */
async function approved(services: Services, planned: Planned): Promise<boolean> {
  const { connection, plan, nothing } = planned;
  if (plan.changes === 0) {
    await sayNothingToWrite(services, planned, nothing);
    return false;
  }
  await services.reviews.show(planned);
  if (plan.blocked !== undefined) {
    sayBlocked(plan.blocked);
    return false;
  }
  for (;;) {
    const decision = await confirmPlan(connection, plan);
    if (decision !== 'show') return decision === 'apply';
    await services.reviews.show(planned);
    const goOn = 'Continue…';
    const choice = await sayInformation(
      `The changes stand beside the mapping. Nothing has been written to ${connection.name}.`,
      goOn,
    );
    if (choice !== goOn) return false;
  }
}

function sayBlocked(why: string): void {
  void sayError(`${why} Nothing was written. The plan shows every change.`);
}

async function sayNothingToWrite({ documents }: Services, { plan, uri }: Planned, nothing: string): Promise<void> {
  const show = 'Show Preview';
  const open = plan.refused + plan.failed;
  const choice =
    open === 0
      ? await sayInformation(nothing, show)
      : await sayWarning(
          `Nothing is written: ${plan.refused} refused, ${plan.failed} failed. The preview says why, person by person.`,
          show,
        );
  if (choice === show) await documents.show(uri, plan.text);
}

async function apply(services: Services, planned: Planned): Promise<void> {
  const { engine, reviews, unfinished, runsChanged } = services;
  const { connection, plan } = planned;
  const params: ApplyPlanParams = { planId: plan.planId };
  const result = await unfinished
    .during({ connection: connection.name }, () =>
      withProgress(engine, `Writing to ${connection.name}`, (token) =>
        engine.request<ApplyPlanParams, ApplyPlanResult>(APPLY_PLAN, params, token),
      ),
    )
    // A run without an answer is there all the same, and can go on.
    .finally(() => runsChanged.fire());
  reviews.close(planned);
  await sayOutcome(services, planned, result);
}

/**
 * Says what a run came to. A run that did not reach its end can go on as `sfmap: Resume Run` does, which looks at the lock,
 * asks for what production asks for, and signs in anew: what is written already is left alone.
 */
export async function sayOutcome(
  { documents, log, vault }: Services,
  { name, about, connection }: Pick<Planned, 'name' | 'about' | 'connection'>,
  result: ApplyPlanResult,
): Promise<void> {
  log.info(`${connection.name}: ${result.summary}`);
  log.info(`run: ${result.run}`);
  for (const remark of result.remarks) log.info(remark);
  if (result.remarks.length > 0) void sayRemarks(vault, connection, result);
  const uri = documents.uriOf(`${name} (run on ${connection.name})`, about);
  const show = 'Show Run';
  const rest = 'Apply the Rest';
  const unfinished = result.cancelled || result.stopped;
  const good = result.failed === 0 && result.skipped === 0 && !unfinished;
  const choice = good
    ? await sayInformation(result.summary, show)
    : await sayWarning(result.summary, show, ...(unfinished ? [rest] : []));
  if (choice === show) await documents.show(uri, result.text);
  if (choice === rest) await vscode.commands.executeCommand('sfmap.resumeRun', result.run);
}

/** Says who was told by mail; where the password of the mail server is missing, it can be entered for the next time. */
async function sayRemarks(
  vault: Services['vault'],
  connection: ConnectionInfo,
  { remarks, wantsMailPassword }: ApplyPlanResult,
): Promise<void> {
  const enter = 'Enter Mail Password';
  const offered = wantsMailPassword && connection.mail !== undefined ? [enter] : [];
  const choice = await sayWarning(remarks.join(' '), ...offered);
  if (choice === enter) await vault.askForMail(connection);
}
