/**
 * The engine's messages: JSON-RPC 2.0 over stdio (vscode-jsonrpc). Plain types: the client imports them as types only.
 * Every request can be cancelled with `$/cancelRequest`; a cancelled write ends between two records.
 * An error answer carries `data: EngineErrorData`.
 */

import type { DirectoryRead } from '../lsp/protocol.ts';

/** A connection as the user may see it. Never holds a secret. */
export interface ConnectionInfo {
  readonly name: string;
  /** `sandbox`, `test` or `production`; absent `production` in sfmap.json means production. */
  readonly environment: 'sandbox' | 'test' | 'production';
  readonly successFactors: { readonly host: string; readonly company: string; readonly user: string };
  readonly entraId: { readonly graph: string; readonly tenant: string; readonly clientId: string };
  /** The secrets that it needs, by name; `binding` is what SecretStorage binds the secret to. */
  readonly secrets: readonly { readonly name: SecretName; readonly binding: string; readonly prompt: string }[];
  /**
   * An account of the editor that signs in to Entra ID. `provider` and `scopes` are what `vscode.authentication` is asked
   * for; `binding` says what the token is for, and stands behind those of the secrets in `ConnectionSeen`.
   */
  readonly account?: { readonly provider: string; readonly scopes: readonly string[]; readonly binding: string };
  /** The password of the mail server of `notify`, where one is needed: nothing depends on it but the mail. */
  readonly mail?: { readonly binding: string; readonly prompt: string };
  /** Where it is written. */
  readonly origin: 'built-in' | 'file' | 'settings';
  /** What there is to say about it although it can be used, in one sentence. */
  readonly note?: string;
  /** Why it cannot be used, with the cure; then it is shown and cannot be chosen. Absent when it can. */
  readonly problem?: string;
}

/** What the user saw of a connection when choosing it. */
export interface ConnectionSeen {
  readonly environment: ConnectionInfo['environment'];
  /** The bindings of its secrets, in their order, and behind them that of its account. */
  readonly bindings: readonly string[];
}

export type SecretName =
  | 'SF_PASSWORD'
  | 'SF_PRIVATE_KEY'
  | 'SF_CLIENT_SECRET'
  | 'GRAPH_CLIENT_SECRET'
  | 'GRAPH_PRIVATE_KEY'
  /** The token of an account of the editor (`ConnectionInfo.account`). It goes with one request and is never stored. */
  | 'GRAPH_TOKEN';
export type Secrets = Partial<Readonly<Record<SecretName, string>>>;

/** A mapping with the text that the editor shows, saved or not. */
export interface MappingDocument {
  /** Absolute path of the file; connections are looked up beside and above it. */
  readonly path: string;
  readonly text: string;
}

/** Where the sandbox listens, once the extension has started it. */
export interface SandboxAddress {
  readonly successFactors: string;
  readonly graph: string;
}

/** The connections of the user's settings (`sfmap.connections`) by name, as they stand there. */
export type UserConnections = Readonly<Record<string, unknown>>;

export interface Target {
  readonly mapping: MappingDocument;
  readonly connection: string;
  readonly secrets: Secrets;
  /**
   * The connection as the user saw it. The engine reads sfmap.json again at each request, and refuses when the
   * connection has become another: the secrets are for what was seen. Absent for the built-in sandbox alone.
   */
  readonly seen?: ConnectionSeen;
  readonly sandbox?: SandboxAddress;
  /** The password of the mail server and what it is for. Used only where sfmap.json still names that server and user. */
  readonly mail?: { readonly binding: string; readonly password: string };
  readonly userConnections?: UserConnections;
}

/** `connections`: every connection of the mapping's project, the sandbox first; one that cannot be used says why. */
export const CONNECTIONS = 'connections';
export interface ConnectionsParams {
  readonly mapping: MappingDocument;
  readonly userConnections?: UserConnections;
}
export type ConnectionsResult = readonly ConnectionInfo[];

/** `connectionChoices`: what there is to choose from when a connection is added. */
export const CONNECTION_CHOICES = 'connectionChoices';
export interface ConnectionChoices {
  /** The API servers of SuccessFactors; `centers` are the numbers of the data centre. */
  readonly hosts: readonly { readonly host: string; readonly kind: string; readonly centers: readonly string[] }[];
  /** When SAP ends basic authentication. */
  readonly basicEnd: string;
}

/** `checkEntry`: looks at one entry of a connection while it is typed. */
export const CHECK_ENTRY = 'checkEntry';
export const CONNECTION_ENTRIES = [
  ...(['name', 'host', 'company', 'user', 'clientId', 'tokenUrl', 'dependency'] as const),
  ...(['tenant', 'appId', 'graph'] as const),
] as const;
export type ConnectionEntry = (typeof CONNECTION_ENTRIES)[number];
export interface CheckEntryParams {
  readonly entry: ConnectionEntry;
  readonly text: string;
  /** Names that are taken, for `name`. */
  readonly names?: readonly string[] | undefined;
}
export interface CheckEntryResult {
  /** What is wrong with it, and the cure. */
  readonly problem?: string;
  /** What there is to say about it although it will do. */
  readonly note?: string;
  /** What is kept of the text. */
  readonly value: string;
  /** Of a host: the kind of its tenants, as far as its name tells, and whether it is this machine. */
  readonly kind?: 'production' | 'preview' | 'demo';
  readonly loopback?: boolean;
}

/** `addConnection`: how the text of an sfmap.json changes when a connection is added; all else in it stays as it is. */
export const ADD_CONNECTION = 'addConnection';
export interface AddConnectionParams {
  /** The file's path, for messages, and its text; empty where there is no file yet. */
  readonly file: string;
  readonly text: string;
  readonly name: string;
  /** As it is to stand in the file. */
  readonly connection: unknown;
}
export interface AddConnectionResult {
  readonly offset: number;
  readonly length: number;
  readonly newText: string;
}

/** `testConnection`: the checks in order; the first that fails carries its cure. */
export const TEST_CONNECTION = 'testConnection';
export type TestConnectionParams = Target;
export interface TestConnectionResult {
  readonly ok: boolean;
  /** `code` names what went wrong: `LGN0015`, `SFM-SIGN-IN-KEY`. */
  readonly checks: readonly {
    readonly name: string;
    readonly ok: boolean;
    readonly message: string;
    readonly code?: string;
  }[];
}

/** `fetchPerson`: one person's payload, as the mapping's own query reads it. */
export const FETCH_PERSON = 'fetchPerson';
export interface FetchPersonParams extends Target {
  /** personIdExternal, or for writeback an Entra user's userPrincipalName, employeeId or id. */
  readonly person: string;
}
export interface FetchPersonResult {
  readonly label: string;
  readonly payload: unknown;
  /** The HR situation, of a worker: `rehire`. */
  readonly situation?: string;
}

/**
 * `findPeople`: people by the begin of their name, or the first who are in an HR situation. A search ends after 50 people
 * of a name, and after 2,000 who were looked at, or 5 who were found, for a situation.
 */
export const FIND_PEOPLE = 'findPeople';
export type FindPeopleParams = Target & ({ readonly name: string } | { readonly situation: SoughtSituation });
export type SoughtSituation =
  | 'rehire'
  | 'two standard employments'
  | 'pre-hire'
  | 'worker conversion'
  | 'global assignment'
  | 'concurrent jobs'
  | 'terminated';
export interface FindPeopleResult {
  readonly people: readonly {
    /** What `fetchPerson` takes. */
    readonly id: string;
    /** `Rita Okafor · 100401`. */
    readonly label: string;
    readonly situation?: string;
  }[];
  /** How many people were looked at. */
  readonly looked: number;
  /** There is nobody else. */
  readonly complete: boolean;
}

/** `planWriteback`: reads both systems, writes nothing, and keeps the plan in the engine under `planId`. */
export const PLAN_WRITEBACK = 'planWriteback';
export interface PlanWritebackParams extends Target {
  /** Absent: everybody in scope, or with `changed` those who changed in Entra ID since the last such run came to its end. */
  readonly people?: readonly string[];
  readonly changed?: boolean;
  readonly switchPrimary?: boolean;
}
export interface PlanWritebackResult {
  readonly planId: string;
  /** The whole preview, person by person, as text. */
  readonly text: string;
  /** `Write to SuccessFactors contosoT1 (test) now?` and the lines below it (design/ux.md, "Confirmation"). */
  readonly question: string;
  readonly detail: string;
  readonly changes: number;
  readonly people: number;
  readonly refused: number;
  readonly failed: number;
  /** Why this plan must not be applied, with the cure: it is over its limits. */
  readonly blocked?: string;
}

/** `previewSync`: reads both systems and tells what an inbound sync would do. Writes nothing, keeps nothing. */
export const PREVIEW_SYNC = 'previewSync';
export interface PreviewSyncParams extends Target {
  /** Values of personIdExternal; absent: everybody. */
  readonly people?: readonly string[];
}
export interface PreviewSyncResult {
  /** The whole preview, person by person, as text. */
  readonly text: string;
  /** Its totals in one line. */
  readonly summary: string;
  readonly failed: number;
}

/**
 * `planSync`: reads both systems, writes nothing, and keeps the plan of a sync in the engine; answers as `planWriteback`.
 * Of chosen people `text` begins with their steps, as provisioning on demand shows them.
 */
export const PLAN_SYNC = 'planSync';
export interface PlanSyncParams extends Target {
  /** Everybody, or who has changed since the last sync that came to its end. Absent with `people` alone. */
  readonly mode?: 'full' | 'incremental';
  /** Values of personIdExternal. */
  readonly people?: readonly string[];
}

/**
 * `comparePeople`: what the target system holds of people whose payloads the editor has, in their order. Reads that system
 * alone, writes nothing, keeps nothing.
 */
export const COMPARE_PEOPLE = 'comparePeople';
export interface ComparePeopleParams extends Target {
  /** PerPerson objects, or for a writeback Entra users. */
  readonly people: readonly unknown[];
}
export type ComparePeopleResult = readonly DirectoryRead[];

/** `applyPlan`: performs exactly the plan that `planWriteback` returned. */
export const APPLY_PLAN = 'applyPlan';
export interface ApplyPlanParams {
  readonly planId: string;
}
export interface ApplyPlanResult {
  /** One sentence with both numbers: what was written and what was not. */
  readonly summary: string;
  /** The run, person by person, as text; failures first. */
  readonly text: string;
  readonly written: number;
  readonly failed: number;
  readonly skipped: number;
  readonly cancelled: boolean;
  /** A system refused everything or was gone before the end of the run: what is left can be written later. */
  readonly stopped: boolean;
  /** The name of the run, by which it is resumed, undone and told: `birch-27`. */
  readonly run: string;
  /** What else there is to say: who was told by mail or why nobody was, and that a mapping has come into quarantine. */
  readonly remarks: readonly string[];
  /** A mail was to be sent, and its password was missing or refused. */
  readonly wantsMailPassword?: true;
}

/** `planPage`: a plan that the engine keeps, as a page of HTML that loads nothing and runs its own script alone. */
export const PLAN_PAGE = 'planPage';
export interface PlanPageParams {
  readonly planId: string;
}
export interface PlanPageResult {
  readonly page: string;
}

/** `runs`: the runs of this machine, the newest first. */
export const RUNS = 'runs';
export type RunsParams = Readonly<Record<string, never>>;
export type RunsResult = readonly {
  readonly run: string;
  /** The run that this one has taken back. */
  readonly undoes?: string;
  readonly connection: string;
  readonly mapping: string;
  /** ISO 8601, UTC. */
  readonly started: string;
  readonly state: 'running' | 'interrupted' | 'cancelled' | 'stopped' | 'finished';
  /** Rows. */
  readonly planned: number;
  readonly written: number;
  /** Rows that failed, of which nobody can tell, or that were not reached. */
  readonly open: number;
  /** Why rows were not written: `refused by SuccessFactors`, and how many. */
  readonly causes: readonly { readonly cause: string; readonly count: number }[];
  /** `12 people read, 11 in scope, …`. */
  readonly people: string;
  /** `resumeRun` would go on with it. */
  readonly resumable: boolean;
}[];

/** `runLog`: what a run did to everybody, as text; of a long one the first people. */
export const RUN_LOG = 'runLog';
export interface RunLogParams {
  readonly run: string;
}
export interface RunLogResult {
  readonly text: string;
}

/** `personLog`: what happened to somebody in every run, the newest first, as text. */
export const PERSON_LOG = 'personLog';
export interface PersonLogParams {
  /** Employee id or user principal name. */
  readonly person: string;
}
export type PersonLogResult = RunLogResult;

/** `resumeRun`: goes on with a run that ended early, to exactly what its plan says; answers as `applyPlan`. */
export const RESUME_RUN = 'resumeRun';
export interface RunParams extends Target {
  readonly run: string;
}

/** `planUndo`: makes the plan that takes a run back, to be shown and then given to `applyPlan`; answers as `planWriteback`. */
export const PLAN_UNDO = 'planUndo';

/** Notification, engine to client. */
export const PROGRESS = 'progress';
export interface ProgressParams {
  /** `Reading Entra users`, `Reading people`, `Writing` … */
  readonly phase: string;
  readonly done: number;
  readonly total?: number;
  /** What is waited for, when the remote system asks to wait. */
  readonly waiting?: string;
}

/** Notification, engine to client: a person signs in to Entra ID by entering this code on that page. */
export const DEVICE_CODE = 'deviceCode';
export interface DeviceCodeParams {
  readonly page: string;
  readonly code: string;
  /** How long the code is good. */
  readonly seconds: number;
}

export interface EngineErrorData {
  readonly code: string;
  readonly cure: string;
}
