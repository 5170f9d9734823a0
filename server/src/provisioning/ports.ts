import type { ExtensionTypes } from '../core/catalog/graph-body.ts';
import type { SfmapError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import type { Value } from '../core/mapping/outcome.ts';
import type { RunRecord } from './run/run-record.ts';
import type { Verdict } from './run/run-result.ts';

/** The users of an Entra tenant, as Graph returns them. `select` takes Graph's names, and `manager`. */
export interface Directory {
  users(select: readonly string[], signal?: AbortSignal, pageSize?: number): AsyncIterable<JsonObject>;
  /** Users whose property has exactly this value; several when it is not unique. */
  findUsers(
    property: string,
    value: string,
    select: readonly string[],
    signal?: AbortSignal,
  ): Promise<readonly JsonObject[]>;
  /** Users whose property has one of these values, each user once. */
  usersHaving(
    property: string,
    values: readonly string[],
    select: readonly string[],
    signal?: AbortSignal,
  ): AsyncIterable<JsonObject>;
  /** The users of a group by its object id; with `nested` also those of groups in it. */
  members(group: string, select: readonly string[], nested: boolean, signal?: AbortSignal): AsyncIterable<JsonObject>;
  /** Users who were deleted and can be restored. */
  deletedUsers(select: readonly string[], signal?: AbortSignal): AsyncIterable<JsonObject>;
}

/** What changes in an Entra tenant. */
export interface DirectoryChanges {
  /** Where a round of changes begins that starts now. Taken before everybody is read, it misses nothing. */
  fromNow(select: readonly string[], signal?: AbortSignal): Promise<string>;
  /** What changed since the round that ended with `next`; without one, everybody who is there. */
  changes(select: readonly string[], since?: string, signal?: AbortSignal): Promise<UserChanges>;
}

export type UserChanges =
  | { readonly state: 'changes'; readonly changes: readonly UserChange[]; readonly next: string }
  /** Graph has forgotten where the last round ended: everybody is to be read again. */
  | { readonly state: 'resync'; readonly reason: string };

export type UserChange =
  /** Created, changed or restored: at least the properties that changed. */
  | { readonly id: string; readonly state: 'present'; readonly user: JsonObject }
  | { readonly id: string; readonly state: 'removed'; readonly restorable: boolean };

/** Writes accounts of an Entra tenant. */
export interface DirectoryWriter {
  /**
   * Carries out orders and tells what became of each, in their order, also when it is cancelled meanwhile.
   *
   * @param options.inOrder One after the other; after one that fails the rest is not done.
   */
  write(
    orders: readonly UserOrder[],
    options?: { readonly inOrder?: boolean; readonly signal?: AbortSignal | undefined },
  ): Promise<readonly UserResult[]>;
}

/** `id` is the object id; values stand under the names that mappings use, a manager as an object id. */
export type UserOrder =
  | ({ readonly kind: 'create' } & UserValues)
  | ({ readonly kind: 'update'; readonly id: string } & UserValues)
  | { readonly kind: 'disable' | 'enable' | 'delete' | 'restore'; readonly id: string };

export interface UserValues {
  readonly values: ReadonlyMap<string, Value>;
  /** What directory extensions hold, where it is not a single text. */
  readonly types?: ExtensionTypes;
}

export type UserResult =
  | { readonly state: 'done'; readonly id: string }
  /** The account was written, its manager was not, or not for sure. */
  | { readonly state: 'partly'; readonly id: string; readonly problem: SfmapError }
  /** Nothing was done. */
  | { readonly state: 'refused'; readonly problem: SfmapError }
  /** It may have been done: only the account itself tells. */
  | { readonly state: 'unknown'; readonly problem: SfmapError };

/** Employee Central of a tenant. Every failure is an SfmapError. */
export interface EmployeeCentral {
  /**
   * One answer for each person asked for, with the navigations asked for. Absence is never guessed: a person who was not
   * among the rows has been asked for by key.
   *
   * @param more Further options. A `$select` is a wish: where the tenant does not take it, whole records come.
   */
  people(
    ids: readonly string[],
    expand: readonly string[],
    signal?: AbortSignal,
    more?: Readonly<Record<string, string>>,
  ): AsyncIterable<PersonAnswer>;
  /**
   * The options of a picklist, such as `ecEmailType`: of each option id its external code. An error whose `refused` is
   * `request` says that the tenant does not tell.
   */
  picklist(name: string, signal?: AbortSignal): Promise<ReadonlyMap<string, string>>;
  /**
   * Writes records in one call and tells what became of each, in their order.
   *
   * @param isolated Each record is judged alone; else one bad record fails all.
   */
  upsert(records: readonly JsonObject[], isolated: boolean): Promise<readonly UpsertResult[]>;
}

/**
 * What SuccessFactors says about one person: a PerPerson row, that there is no such person (or none that the API user may
 * see), or nothing, from which nothing may be concluded.
 */
export type PersonAnswer =
  | { readonly id: string; readonly state: 'found'; readonly person: JsonObject }
  | { readonly id: string; readonly state: 'absent' }
  | { readonly id: string; readonly state: 'unanswered'; readonly reason: string };

export interface UpsertResult {
  readonly ok: boolean;
  /** Why not, in SuccessFactors' words. */
  readonly message: string;
}

export interface Clock {
  now(): Date;
}

/** Keeps what a run does. What it is told is safe on disk when it returns; an SfmapError says that it is not. */
export interface Journal {
  /** These records are about to be sent. */
  intend(records: readonly RunRecord[]): void;
  /** What became of records; a later judgement takes the place of an earlier one. */
  judge(judged: readonly (readonly [RunRecord, Verdict])[]): void;
}

/** How far a run has come. */
export interface ProgressEvent {
  /** `Reading Entra users`, `Reading people`, `Writing`. */
  readonly phase: string;
  readonly done: number;
  readonly total?: number;
  readonly waiting?: string;
}

export type Progress = (event: ProgressEvent) => void;
