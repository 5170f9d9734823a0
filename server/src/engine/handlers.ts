import * as z from 'zod';
import { SfmapError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import { soughtSituations } from '../core/query/people-search.ts';
import type { Connection } from '../project/connection.ts';
import { generationOf } from '../project/generation.ts';
import { insertConnection } from '../project/insert-connection.ts';
import { journalKeepDays, journalValues } from '../project/journal-values.ts';
import { emptyProject, findConnection, loadProject, type Project } from '../project/project.ts';
import { sandboxName, sandboxSecrets } from '../project/sandbox-connection.ts';
import { withUserConnections } from '../project/user-connections.ts';
import { inboundText, totalsLine } from '../provisioning/inbound/inbound-text.ts';
import { planSteps } from '../provisioning/plan/plan-steps.ts';
import type { Progress } from '../provisioning/ports.ts';
import { applyPlanned } from './apply-planned.ts';
import { comparePeople } from './compare-people.ts';
import { checkEntry, connectionChoices } from './connection-entry.ts';
import { checkSeen, connectionInfos, connectionsWithout } from './connection-info.ts';
import type { OnDeviceCode } from './entra-sign-in.ts';
import { fetchPerson } from './fetch-person.ts';
import { findByName, findBySituation } from './find-people.ts';
import { KeptPlans } from './kept-plans.ts';
import { mailFromPipe } from './mail-from-pipe.ts';
import { planSync, type SyncMode } from './plan-sync.ts';
import { planWriteback, type RunContext } from './plan-writeback.ts';
import { prepareMapping, readModel } from './prepare-mapping.ts';
import { previewInbound } from './preview-inbound.ts';
import {
  ADD_CONNECTION,
  type AddConnectionResult,
  APPLY_PLAN,
  type ApplyPlanResult,
  CHECK_ENTRY,
  type CheckEntryResult,
  COMPARE_PEOPLE,
  CONNECTION_CHOICES,
  CONNECTION_ENTRIES,
  CONNECTIONS,
  type ComparePeopleResult,
  type ConnectionChoices,
  type ConnectionsResult,
  FETCH_PERSON,
  type FetchPersonResult,
  FIND_PEOPLE,
  type FindPeopleResult,
  PERSON_LOG,
  type PersonLogResult,
  PLAN_PAGE,
  PLAN_SYNC,
  PLAN_UNDO,
  PLAN_WRITEBACK,
  type PlanPageResult,
  type PlanWritebackResult,
  PREVIEW_SYNC,
  type PreviewSyncResult,
  RESUME_RUN,
  RUN_LOG,
  RUNS,
  type RunLogResult,
  type RunsResult,
  TEST_CONNECTION,
  type TestConnectionResult,
} from './protocol.ts';
import { listRuns, personLogs, resume, runAnswer, runLog, undoPlan } from './run-requests.ts';
import { stateFolder } from './state-folder.ts';
import { testConnection } from './test-connection.ts';

/** What a request brings beside its parameters. */
export interface HandlerContext {
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** One kind of request: what its parameters must be, and what it does. */
export interface Handler {
  readonly schema: z.ZodType;
  readonly handle: (params: never, context: HandlerContext) => Promise<unknown>;
}

const mappingSchema = z.object({ path: z.string().min(1), text: z.string().max(16 * 1024 * 1024) });
const userConnectionsSchema = z.record(z.string(), z.unknown()).optional();
const targetSchema = z.object({
  mapping: mappingSchema,
  connection: z.string().min(1),
  secrets: z.object({
    SF_PASSWORD: z.string().optional(),
    SF_PRIVATE_KEY: z
      .string()
      .max(256 * 1024)
      .optional(),
    SF_CLIENT_SECRET: z.string().optional(),
    GRAPH_CLIENT_SECRET: z.string().optional(),
    GRAPH_PRIVATE_KEY: z
      .string()
      .max(256 * 1024)
      .optional(),
    GRAPH_TOKEN: z
      .string()
      .regex(/^[A-Za-z0-9._~+/-]{1,65536}=*$/)
      .optional(),
  }),
  seen: z.object({ environment: z.enum(['sandbox', 'test', 'production']), bindings: z.array(z.string()) }).optional(),
  sandbox: z.object({ successFactors: z.string(), graph: z.string() }).optional(),
  mail: z.object({ binding: z.string(), password: z.string().min(1).max(1024) }).optional(),
  userConnections: userConnectionsSchema,
});
const entryText = z.string().max(10_000);
const entrySchema = z.object({
  entry: z.enum(CONNECTION_ENTRIES),
  text: entryText,
  names: z.array(entryText).optional(),
});
const additionSchema = z.object({
  file: entryText,
  text: z.string().max(1024 * 1024),
  name: entryText.min(1),
  connection: z.unknown(),
});
type TargetParams = z.infer<typeof targetSchema>;

/** As many people as a preview shows side by side. */
const mostCompared = 50;

/**
 * The requests of the engine by method. The plans that it makes stay in it: what is applied is what was shown.
 *
 * @param env The environment of the process: timeouts, state folder, address of the sandbox.
 * @param onDeviceCode Shows the code by which a person signs in to Entra ID.
 */
export function createHandlers(
  env: Readonly<Record<string, string | undefined>>,
  onDeviceCode: OnDeviceCode,
): ReadonlyMap<string, Handler> {
  const plans = new KeptPlans();
  const now = () => new Date();

  const open = async (
    params: TargetParams,
  ): Promise<{ project: Project; run: Omit<RunContext, keyof HandlerContext> }> => {
    const { project } = await projectFor(params.mapping.path, params.connection, params.userConnections);
    const connection = findConnection(project, params.connection, env, params.sandbox);
    checkSeen(connection, params.seen);
    return {
      project,
      run: {
        connection,
        secrets: secretsOf(connection, params),
        env,
        now,
        journalValues: journalValues(project),
        // An account of the editor is never asked for by a code behind its back.
        ...(connection.entraId?.signIn.kind === 'device-code' && { onDeviceCode }),
        keepDays: journalKeepDays(project),
        ...mailFromPipe(project, params.mail),
      },
    };
  };

  const connections = handler(
    z.object({ mapping: mappingSchema, userConnections: userConnectionsSchema }),
    async ({ mapping, userConnections }): Promise<ConnectionsResult> => {
      const { project, problem } = await projectFor(mapping.path, sandboxName, userConnections);
      return problem === undefined ? connectionInfos(project, env) : connectionsWithout(problem, project, env);
    },
  );

  const choices = handler(z.object({}), async (): Promise<ConnectionChoices> => connectionChoices());
  const check = handler(entrySchema, async (params): Promise<CheckEntryResult> => checkEntry(params));
  const add = handler(
    additionSchema,
    async ({ file, text, name, connection }): Promise<AddConnectionResult> =>
      insertConnection(text, name, connection, file),
  );

  const test = handler(targetSchema, async (params, { signal }): Promise<TestConnectionResult> => {
    const { run } = await open(params);
    const model = params.mapping.text === '' ? undefined : readModel(params.mapping.text);
    const checks = await testConnection(run.connection, run.secrets, env, {
      model,
      signal,
      onDeviceCode: run.onDeviceCode,
    });
    return { ok: checks.every((check) => check.ok), checks };
  });

  const fetch = handler(
    targetSchema.extend({ person: z.string().min(1) }),
    async (params, context): Promise<FetchPersonResult> => {
      const { project, run } = await open(params);
      const generation = generationOf(project, params.connection);
      return fetchPerson(readModel(params.mapping.text), params.person.trim(), { ...run, ...context }, generation);
    },
  );

  const find = handler(
    targetSchema.extend({ name: z.string().max(200).optional(), situation: z.enum(soughtSituations).optional() }),
    async (params, context): Promise<FindPeopleResult> => {
      const { run } = await open(params);
      const model = readModel(params.mapping.text);
      const { situation, name = '' } = params;
      return situation === undefined
        ? findByName(model, name, { ...run, ...context })
        : findBySituation(model, situation, { ...run, ...context });
    },
  );

  const plan = handler(
    targetSchema.extend({
      people: z.array(z.string().min(1)).optional(),
      changed: z.boolean().optional(),
      switchPrimary: z.boolean().optional(),
    }),
    async (params, context): Promise<PlanWritebackResult> => {
      const { project, run } = await open(params);
      const mapping = prepareMapping(params.mapping, project, run.connection, 'writeback');
      const rest = params.changed === true ? ({ kind: 'changed' } as const) : ({ kind: 'all' } as const);
      const people = params.people ? ({ kind: 'chosen', ids: params.people } as const) : rest;
      const made = await planWriteback(mapping, people, params.switchPrimary === true, { ...run, ...context });
      return plans.keep(made, run, params.mapping.path);
    },
  );

  const sync = handler(
    targetSchema.extend({ people: z.array(z.string().min(1)).optional() }),
    async (params, context): Promise<PreviewSyncResult> => {
      const { project, run } = await open(params);
      const mapping = prepareMapping(params.mapping, project, run.connection, 'inbound');
      const people = params.people ? ({ kind: 'chosen', ids: params.people } as const) : ({ kind: 'all' } as const);
      const generation = generationOf(project, params.connection);
      const previewed = await previewInbound(mapping, people, { ...run, ...context }, generation);
      const { totals, missing } = previewed;
      const failed = totals.failed + totals.partly + missing.length;
      return { text: inboundText(previewed), summary: totalsLine(totals), failed };
    },
  );

  const planOfSync = handler(
    targetSchema.extend({
      mode: z.enum(['full', 'incremental']).optional(),
      people: z.array(z.string().min(1)).min(1).optional(),
    }),
    async (params, context): Promise<PlanWritebackResult> => {
      const { project, run } = await open(params);
      const mapping = prepareMapping(params.mapping, project, run.connection, 'inbound');
      const { people, mode = 'full' } = params;
      const asked: SyncMode = people ? { kind: 'chosen', ids: people } : { kind: mode };
      const generation = generationOf(project, params.connection);
      const made = await planSync(mapping, asked, { ...run, ...context }, generation);
      const answer = plans.keep(made, run, params.mapping.path);
      return people ? { ...answer, text: `${planSteps(made)}\n${answer.text}` } : answer;
    },
  );

  const compare = handler(
    targetSchema.extend({ people: z.array(z.record(z.string(), z.unknown())).min(1).max(mostCompared) }),
    async (params, context): Promise<ComparePeopleResult> => {
      const { project, run } = await open(params);
      const direction = readModel(params.mapping.text).direction ?? 'inbound';
      const mapping = prepareMapping(params.mapping, project, run.connection, direction);
      return comparePeople(mapping, params.people as JsonObject[], { ...run, ...context });
    },
  );

  const apply = handler(z.object({ planId: z.string() }), async ({ planId }, context): Promise<ApplyPlanResult> => {
    const kept = plans.find(planId);
    const run = { ...kept.run, ...context };
    const performed = await applyPlanned(kept.plan, run, stateFolder(env), kept.mapping);
    return runAnswer(kept.plan, performed, run);
  });

  const page = handler(
    z.object({ planId: z.string() }),
    async ({ planId }): Promise<PlanPageResult> => ({ page: plans.page(planId) }),
  );

  const runs = handler(z.object({}), (): Promise<RunsResult> => listRuns(env, now));

  const logOfRun = handler(
    z.object({ run: z.string().min(1) }),
    ({ run }): Promise<RunLogResult> => runLog(run, env, now),
  );

  const logOfPerson = handler(
    z.object({ person: z.string().trim().min(1) }),
    ({ person }): Promise<PersonLogResult> => personLogs(person, env, now),
  );

  const resumeOne = handler(
    targetSchema.extend({ run: z.string().min(1) }),
    async (params, context): Promise<ApplyPlanResult> => {
      const { run } = await open(params);
      return resume(params.run, { ...run, ...context });
    },
  );

  const undo = handler(
    targetSchema.extend({ run: z.string().min(1) }),
    async (params, context): Promise<PlanWritebackResult> => {
      const { run } = await open(params);
      return plans.keep(await undoPlan(params.run, { ...run, ...context }), run);
    },
  );

  return new Map<string, Handler>([
    [CONNECTIONS, connections],
    [CONNECTION_CHOICES, choices],
    [CHECK_ENTRY, check],
    [ADD_CONNECTION, add],
    [TEST_CONNECTION, test],
    [FETCH_PERSON, fetch],
    [FIND_PEOPLE, find],
    [PLAN_WRITEBACK, plan],
    [PREVIEW_SYNC, sync],
    [PLAN_SYNC, planOfSync],
    [COMPARE_PEOPLE, compare],
    [APPLY_PLAN, apply],
    [PLAN_PAGE, page],
    [RUNS, runs],
    [RUN_LOG, logOfRun],
    [PERSON_LOG, logOfPerson],
    [RESUME_RUN, resumeOne],
    [PLAN_UNDO, undo],
  ]);
}

/** The project of a mapping, with the user's own connections. The sandbox works beside a file that cannot be read, too. */
async function projectFor(
  path: string,
  connection: string,
  userConnections: Readonly<Record<string, unknown>> = {},
): Promise<{ readonly project: Project; readonly problem?: SfmapError }> {
  try {
    return { project: withUserConnections(await loadProject(path), userConnections) };
  } catch (error) {
    if (!(error instanceof SfmapError) || connection !== sandboxName) throw error;
    return { project: withUserConnections(emptyProject, userConnections), problem: error };
  }
}

function handler<S extends z.ZodType>(
  schema: S,
  handle: (params: z.infer<S>, context: HandlerContext) => Promise<unknown>,
): Handler {
  return { schema, handle };
}

function secretsOf(connection: Connection, { secrets }: TargetParams): RunContext['secrets'] {
  const given = Object.entries(secrets).filter(([, value]) => value);
  return { ...(connection.builtIn && sandboxSecrets), ...Object.fromEntries(given) };
}
