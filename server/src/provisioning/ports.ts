import type { JsonObject } from '../core/json.ts';

/** The users of an Entra tenant, as Graph returns them. */
export interface Directory {
  users(select: readonly string[], signal?: AbortSignal, pageSize?: number): AsyncIterable<JsonObject>;
  /** Users whose property has exactly this value; several when it is not unique. */
  findUsers(
    property: string,
    value: string,
    select: readonly string[],
    signal?: AbortSignal,
  ): Promise<readonly JsonObject[]>;
}

/** Employee Central of a tenant. Every failure is an SfmapError. */
export interface EmployeeCentral {
  /**
   * One answer for each person asked for, with the navigations asked for. Absence is never guessed: a person who was not
   * among the rows has been asked for by key.
   */
  people(ids: readonly string[], expand: readonly string[], signal?: AbortSignal): AsyncIterable<PersonAnswer>;
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

/** Keeps what a run does. `write` returns when the entries are safe on disk. */
export interface Journal {
  readonly path: string;
  write(...entries: readonly Readonly<Record<string, unknown>>[]): Promise<void>;
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
