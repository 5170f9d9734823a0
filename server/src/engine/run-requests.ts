import type { Plan } from '../provisioning/plan/plan.ts';
import { countState } from '../provisioning/run/run-result.ts';
import { runSummary, runText } from '../provisioning/run/run-text.ts';
import { peopleText, personHistory, personLog, runHeading } from '../provisioning/state/log-text.ts';
import { openRuns } from './open-runs.ts';
import type { PerformedRun } from './perform-run.ts';
import { planUndo } from './plan-undo.ts';
import type { RunContext } from './plan-writeback.ts';
import type { ApplyPlanResult, RunLogResult, RunsResult } from './protocol.ts';
import { openRows, resumeRun, runToResume, whyNotResumable } from './resume-run.ts';
import { stateFolder } from './state-folder.ts';
import { type Say, tellEnd } from './tell-by-mail.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** So many runs are told, the newest first. */
const mostRuns = 200;

/** So many people stand in one text of the editor. */
const mostPeople = 2_000;

/** The runs of this machine, the newest first, as the editor lists them. */
export async function listRuns(env: Env, now: () => Date): Promise<RunsResult> {
  const store = await openRuns(env, stateFolder(env), now, 'look up');
  try {
    return store
      .list()
      .slice(0, mostRuns)
      .map((run) => ({
        run: run.name,
        ...(run.plan.undoes !== undefined && { undoes: run.plan.undoes }),
        connection: run.plan.connection.name,
        mapping: run.plan.mapping.file,
        started: run.started,
        state: store.stateOf(run),
        planned: run.totals.rows.planned,
        written: run.totals.rows.written,
        open: openRows(run),
        causes: Object.entries(run.totals.causes).map(([cause, count]) => ({ cause, count })),
        people: peopleText(run),
        resumable: whyNotResumable(store, run, now()) === undefined,
      }));
  } finally {
    store.close();
  }
}

/** What a run did to everybody. @throws SfmapError exit 2: there is no such run. */
export async function runLog(name: string, env: Env, now: () => Date): Promise<RunLogResult> {
  const store = await openRuns(env, stateFolder(env), now, 'look up');
  try {
    const run = store.find(name);
    const problem = store.valuesProblem(run);
    const paragraphs = [...(problem === undefined ? [] : [problem]), runHeading(run, store.stateOf(run))];
    let people = 0;
    for (const history of store.people(run)) {
      people += 1;
      if (people <= mostPeople) paragraphs.push(personLog(run, history));
    }
    const left = people - mostPeople;
    if (left > 0) paragraphs.push(`… and ${left} more: sfmap log ${run.name} tells all of them.`);
    return { text: `${paragraphs.join('\n\n')}\n` };
  } finally {
    store.close();
  }
}

/** What happened to somebody in every run, the newest first. @throws SfmapError exit 2: no run has read them. */
export async function personLogs(person: string, env: Env, now: () => Date): Promise<RunLogResult> {
  const store = await openRuns(env, stateFolder(env), now, 'look up');
  try {
    const { problems, paragraphs } = personHistory(store, person);
    return { text: `${[...problems, ...paragraphs].join('\n\n')}\n` };
  } finally {
    store.close();
  }
}

/** Goes on with a run that ended early. @throws SfmapError as `resumeRun`. */
export async function resume(name: string, context: RunContext): Promise<ApplyPlanResult> {
  const { env, now } = context;
  const folder = stateFolder(env);
  const store = await openRuns(env, folder, now, 'look up');
  try {
    const run = runToResume(store, name, now());
    const performed = await resumeRun(store, folder, run, context, undefined, run.mappingPath);
    return await runAnswer(performed.plan, performed, context);
  } finally {
    store.close();
  }
}

/** Makes the plan that takes a run back. @throws SfmapError as `planUndo`. */
export async function undoPlan(name: string, context: RunContext): Promise<Plan> {
  const { env, now } = context;
  const store = await openRuns(env, stateFolder(env), now, 'look up');
  try {
    return await planUndo(store, store.find(name), context);
  } finally {
    store.close();
  }
}

/** What a run came to, as the editor shows it; whoever does not watch is told by mail. */
export async function runAnswer(plan: Plan, performed: PerformedRun, context: RunContext): Promise<ApplyPlanResult> {
  const { result, run } = performed;
  const said: { readonly sentence: string; readonly wantsPassword: boolean }[] = [];
  const say: Say = (sentence, wantsPassword = false) => void said.push({ sentence, wantsPassword });
  await tellEnd(plan, performed, context, say, stateFolder(context.env));
  return {
    summary: runSummary(plan, result),
    text: runText(plan, result),
    written: countState(result, 'written'),
    failed: countState(result, 'failed', 'unknown', 'not reached'),
    skipped: countState(result, 'skipped'),
    cancelled: result.cancelled,
    stopped: result.stopped !== undefined,
    run: run.name,
    remarks: said.map(({ sentence }) => sentence),
    ...(said.some(({ wantsPassword }) => wantsPassword) && { wantsMailPassword: true as const }),
  };
}
