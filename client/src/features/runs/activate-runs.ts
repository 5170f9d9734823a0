import * as vscode from 'vscode';
import {
  type ApplyPlanResult,
  type ConnectionInfo,
  type MappingDocument,
  PLAN_UNDO,
  type PlanWritebackResult,
  RESUME_RUN,
  RUN_LOG,
  type RunLogParams,
  type RunLogResult,
  type RunParams,
} from '../../../../server/src/engine/protocol.ts';
import { applyPlanned, sayOutcome } from '../../infrastructure/apply-planned.ts';
import { trustedWorkspace } from '../../infrastructure/mapping-document.ts';
import { registerCommand } from '../../infrastructure/messages.ts';
import { pickAmong } from '../../infrastructure/pick.ts';
import { projectConnections } from '../../infrastructure/project-connections.ts';
import { sayError, sayInformation } from '../../infrastructure/say.ts';
import type { Services } from '../../infrastructure/services.ts';
import { shownLine } from '../../infrastructure/shown-text.ts';
import { withProgress } from '../../infrastructure/with-progress.ts';
import { describeRun, type Run, RunsView } from './runs-view.ts';
import { sayInterrupted } from './say-interrupted.ts';
import { showPersonHistory } from './show-person-history.ts';

/** The view Runs, and the commands that go on with a run, take it back, and tell what it did to whom. */
export function activateRuns(services: Services): void {
  const { context, log, runsChanged } = services;
  const view = new RunsView(services.engine);
  const refresh = () => view.refresh();
  context.subscriptions.push(
    vscode.window.createTreeView('sfmap.runs', { treeDataProvider: view }),
    runsChanged.event(refresh),
    vscode.workspace.onDidGrantWorkspaceTrust(refresh),
  );
  const about =
    (title: string, fits: (run: Run) => boolean, action: (run: Run) => Promise<unknown>) => async (row: unknown) => {
      if (!(await trustedWorkspace())) return;
      const named = typeof row === 'string' ? (await view.list()).find(({ run }) => run === row) : undefined;
      const run = isRun(row) ? row : (named ?? (await choose(view, title, fits)));
      if (run !== undefined) await action(run);
    };
  registerCommand(
    context,
    log,
    'sfmap.showRun',
    about(
      'Show Run',
      () => true,
      (run) => showRun(services, run),
    ),
  );
  const resumable = ({ resumable }: Run) => resumable;
  registerCommand(
    context,
    log,
    'sfmap.resumeRun',
    about('Resume Run', resumable, (run) => resumeRun(services, run)),
  );
  registerCommand(
    context,
    log,
    'sfmap.retryFailed',
    about(
      'Retry Failed',
      ({ resumable, state }) => resumable && state === 'finished',
      (run) => resumeRun(services, run),
    ),
  );
  registerCommand(context, log, 'sfmap.showPersonHistory', async () => {
    if (await trustedWorkspace()) await showPersonHistory(services);
  });
  const written = ({ written, state }: Run) => written > 0 && state !== 'running';
  registerCommand(
    context,
    log,
    'sfmap.undoRun',
    about('Undo Run', written, (run) => undoRun(services, run)),
  );
  registerCommand(context, log, 'sfmap.refreshRuns', refresh);
  void sayInterrupted(services, view);
}

function isRun(row: unknown): row is Run {
  return typeof row === 'object' && row !== null && typeof (row as Partial<Run>).run === 'string';
}

async function choose(view: RunsView, title: string, fits: (run: Run) => boolean): Promise<Run | undefined> {
  const runs = (await view.list()).filter(fits);
  if (runs.length === 0) {
    void sayInformation(`${title}: there is no run that this could be done with.`);
    return undefined;
  }
  const items = runs.map((run) => {
    return {
      label: run.run,
      description: shownLine(describeRun(run)),
      detail: `${run.started.slice(0, 16).replace('T', ' ')} UTC`,
      run,
    };
  });
  return (await pickAmong(items, { title, placeHolder: 'Which run?' }))?.run;
}

const uriOf = (run: Run) => vscode.Uri.from({ scheme: 'sfmap-run', path: `/${run.run}` });

async function showRun({ engine, documents }: Services, run: Run): Promise<void> {
  const { text } = await engine.request<RunLogParams, RunLogResult>(RUN_LOG, { run: run.run });
  await documents.show(documents.uriOf(`${run.run} (log)`, uriOf(run)), text);
}

async function resumeRun(services: Services, run: Run): Promise<void> {
  const { connections, engine, locks, unfinished, runsChanged } = services;
  const found = await connectionOf(services, run);
  if (found === undefined || !locks.mayWrite(found.connection)) return;
  const { connection, mapping } = found;
  if (!(await confirmed(connection, run))) return;
  const result = await connections
    .run(mapping, connection, async (target) => {
      // The lock may have been set while a question stood there.
      if (!locks.mayWrite(connection)) return undefined;
      return unfinished.during({ connection: connection.name, run: run.run }, () =>
        withProgress(engine, `Going on with ${run.run}`, (token) =>
          engine.request<RunParams, ApplyPlanResult>(RESUME_RUN, { ...target, run: run.run }, token),
        ),
      );
    })
    .finally(() => runsChanged.fire());
  if (result === undefined) return;
  await sayOutcome(services, { name: run.run, about: uriOf(run), connection }, result);
}

/** What was agreed on goes on; in production its name is typed all the same. */
async function confirmed({ name, environment }: ConnectionInfo, { run, planned, written }: Run): Promise<boolean> {
  if (environment !== 'production') return true;
  const typed = await vscode.window.showInputBox({
    title: `PRODUCTION: go on with ${run}, ${planned - written} of ${planned} rows left?`,
    prompt: shownLine(`Type ${name} to write there.`),
    ignoreFocusOut: true,
    validateInput: (text) => (text === name ? undefined : shownLine(`Type ${name} to write there.`)),
  });
  return typed === name;
}

async function undoRun(services: Services, run: Run): Promise<void> {
  const { connections, documents, engine } = services;
  const found = await connectionOf(services, run);
  if (found === undefined) return;
  const { connection, mapping } = found;
  const plan = await connections.run(mapping, connection, (target) =>
    withProgress(engine, `Reading what ${run.run} wrote`, (token) =>
      engine.request<RunParams, PlanWritebackResult>(PLAN_UNDO, { ...target, run: run.run }, token),
    ),
  );
  if (plan === undefined) return;
  const name = `undo of ${run.run}`;
  const uri = documents.uriOf(name, uriOf(run));
  const nothing = `Nothing to take back: no row is as ${run.run} left it.`;
  await applyPlanned(services, { name, about: uriOf(run), connection, plan, uri, nothing });
}

/** The connection that a run was made on, as the workspace has it now; says so where it has none. */
async function connectionOf(
  { engine }: Services,
  run: Run,
): Promise<{ connection: ConnectionInfo; mapping: MappingDocument } | undefined> {
  const found = (await projectConnections(engine)).find(({ info }) => info.name === run.connection);
  if (found?.info.problem === undefined && found !== undefined)
    return { connection: found.info, mapping: found.mapping };
  void sayError(
    found?.info.problem ??
      `${run.run} was written on the connection ${run.connection}, and no sfmap.json of this workspace has one of that name.`,
  );
  return undefined;
}
