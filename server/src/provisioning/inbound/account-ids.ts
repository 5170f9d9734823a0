import { entraAttribute } from '../../core/catalog/entra-attributes.ts';
import { textsOf } from '../../core/mapping/same-value.ts';
import type { PlannedRecord } from '../plan/person-preview.ts';
import { isSettled } from '../run/earlier-run.ts';
import type { RunRecord } from '../run/run-record.ts';
import type { Verdict } from '../run/run-result.ts';
import type { Verdicts } from '../run/verdicts.ts';
import type { Item } from '../writeback/batches.ts';
import { comparable, filterProperty } from './account-property.ts';
import type { AccountReader } from './read-accounts.ts';

/** Object id of the account that an earlier run has written for a person. */
export type KnownAccount = (personIdExternal: string) => string | undefined;

const reported = 'it is reported, and set by a later run';

/** What is held of a creation of the plan. */
interface Creation extends Pick<RunRecord, 'place'> {
  /** The target that holds the personIdExternal; undefined where none does. */
  readonly anchor: string | undefined;
}

/** Whose account an account is, as far as a run has come: those that it has made among them. */
export class AccountIds {
  /** The creations of the plan, by the person whose account they make. */
  readonly #creations = new Map<string, Creation>();
  readonly #found = new Map<string, string | undefined>();

  constructor(
    private readonly verdicts: Verdicts,
    private readonly directory: AccountReader,
    private readonly known: KnownAccount = () => undefined,
  ) {}

  /** Tells of a record of the plan; before anything is asked all of them. */
  expect({ place, action, key, nobodyHas = [] }: RunRecord): void {
    if (action !== 'create') return;
    const person = key['personIdExternal'] ?? '';
    const anchor = nobodyHas.find(({ value }) => value === person)?.target;
    this.#creations.set(person, { place, anchor });
  }

  /** Object id of the account of a record; undefined of one that is not made yet. */
  of({ key }: PlannedRecord): string | undefined {
    return key['objectId'] ?? this.made(key['personIdExternal'] ?? '');
  }

  /** Whether this run has made an account. */
  isMade(objectId: string): boolean {
    return [...this.#creations.values()].some((creation) => this.verdicts.of(creation)?.made === objectId);
  }

  /** Object id of the account that this run has made for a person. */
  made(person: string): string | undefined {
    const creation = this.#creations.get(person);
    return creation && this.verdicts.of(creation)?.made;
  }

  /**
   * Managers as object ids, and of the others why they cannot be set: their account is not there, or that of their
   * report. What waits for a creation that may still come is left to whoever goes on with the run.
   *
   * @throws SfmapError as the directory does.
   */
  async managersOf(items: readonly Item[], signal?: AbortSignal): Promise<ManagerItems> {
    await this.#find(items, signal);
    const ready: Item[] = [];
    const judged: [Item, Verdict][] = [];
    for (const item of items) {
      const verdict = this.#obstacle(item.record);
      if (verdict === undefined) ready.push(item);
      else judged.push([item, verdict]);
    }
    return { ready, judged };
  }

  /** A manager's record as it is sent: with the object id of the manager. */
  resolved(record: PlannedRecord): PlannedRecord {
    const person = waitedFor(record);
    return person === undefined ? record : { ...record, after: { manager: this.#managerOf(person) ?? null } };
  }

  /** Why the manager of somebody cannot be set now. */
  #obstacle(record: PlannedRecord): Verdict | undefined {
    if (record.entity !== 'Manager') return undefined;
    const { personIdExternal = '', objectId } = record.key;
    if (objectId === undefined && this.made(personIdExternal) === undefined) {
      return this.#waiting(
        personIdExternal,
        'the account is not made',
        'their account is not made, so it has no manager',
      );
    }
    const person = waitedFor(record);
    if (person === undefined || this.#managerOf(person) !== undefined) return undefined;
    return this.#waiting(person, 'the manager has no account', `the manager ${person} has no account yet; ${reported}`);
  }

  /** Skipped where nothing of this run will make the account; else whoever goes on with the run may set the manager. */
  #waiting(person: string, cause: NonNullable<Verdict['cause']>, reason: string): Verdict {
    const creation = this.#creations.get(person);
    const open = creation !== undefined && !isSettled(this.verdicts.of(creation));
    return { state: open ? 'not reached' : 'skipped', cause, reason };
  }

  #managerOf(person: string): string | undefined {
    return this.made(person) ?? this.known(person) ?? this.#found.get(person);
  }

  /** Asks for the accounts of managers by the value of the plan that is their personIdExternal. */
  async #find(items: readonly Item[], signal?: AbortSignal): Promise<void> {
    const people = new Set(items.flatMap(({ record }) => waitedFor(record) ?? []));
    const asked = [...people].flatMap((person) => {
      if (this.#found.has(person) || this.#managerOf(person) !== undefined) return [];
      const target = this.#creations.get(person)?.anchor;
      return target === undefined ? [] : [{ person, target }];
    });
    for (const [target, group] of Map.groupBy(asked, (one) => one.target)) {
      const property = filterProperty(target);
      if (property === undefined) continue;
      const ids = new Map<string, string[]>();
      const select = ['id', entraAttribute(target)?.graphProperty ?? property];
      const values = group.map(({ person }) => person);
      for await (const user of this.directory.usersHaving(property, values, select, signal)) {
        for (const value of textsOf(entraAttribute(target)?.read(user) ?? null)) {
          ids.set(comparable(value), [...(ids.get(comparable(value)) ?? []), String(user['id'])]);
        }
      }
      for (const { person } of group) {
        const [id, second] = ids.get(comparable(person)) ?? [];
        this.#found.set(person, second === undefined ? id : undefined);
      }
    }
  }
}

/** Managers that can be set now, and why the others cannot. */
export interface ManagerItems {
  readonly ready: readonly Item[];
  readonly judged: readonly (readonly [Item, Verdict])[];
}

/** The personIdExternal of a manager who had no account when the plan was made. */
function waitedFor({ after }: PlannedRecord): string | undefined {
  const person = after?.['managerPerson'];
  return typeof person === 'string' ? person : undefined;
}
