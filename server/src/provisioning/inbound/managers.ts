import type { BoundMapping, MappingModel } from '../../core/analysis/model.ts';
import { entraAttribute } from '../../core/catalog/entra-attributes.ts';
import { textsOf } from '../../core/mapping/same-value.ts';
import type { Directory } from '../ports.ts';
import { comparable, filterProperty } from './account-property.ts';

/** An account that is somebody's manager. */
export interface ManagerAccount {
  readonly id: string;
  readonly userPrincipalName: string;
}

/**
 * The accounts of managers. SuccessFactors names a manager by personIdExternal, so the attribute that holds it finds the
 * account. Source: "Resolve manager attribute issues" (HR manager update troubleshooting): the reference is resolved
 * through the anchor, and the manager's account comes first.
 */
export class Managers {
  readonly #byPerson = new Map<string, ManagerAccount | null>();
  readonly #byId = new Map<string, ManagerAccount>();

  constructor(
    private readonly directory: Pick<Directory, 'usersHaving'>,
    /** The target that holds personIdExternal; undefined where no matching attribute does. */
    readonly anchor: string | undefined,
    private readonly signal?: AbortSignal,
  ) {}

  /** Looks for the accounts of people, and for accounts by object id, unless they are known. */
  async learn(people: readonly string[], ids: readonly string[]): Promise<void> {
    const property = this.anchor === undefined ? undefined : filterProperty(this.anchor);
    const select = ['id', 'userPrincipalName'];
    const unknown = [...new Set(people)].filter((one) => !this.#byPerson.has(comparable(one)));
    if (property !== undefined && this.anchor !== undefined && unknown.length > 0) {
      const anchor = entraAttribute(this.anchor);
      for (const one of unknown) this.#byPerson.set(comparable(one), null);
      const wanted = [...select, anchor?.graphProperty ?? property];
      for await (const user of this.directory.usersHaving(property, unknown, wanted, this.signal)) {
        const account = { id: String(user['id']), userPrincipalName: String(user['userPrincipalName']) };
        for (const value of textsOf(anchor?.read(user) ?? null)) this.#byPerson.set(comparable(value), account);
        this.#byId.set(account.id, account);
      }
    }
    const strangers = [...new Set(ids)].filter((id) => !this.#byId.has(id));
    if (strangers.length === 0) return;
    for await (const user of this.directory.usersHaving('id', strangers, select, this.signal)) {
      const id = String(user['id']);
      this.#byId.set(id, { id, userPrincipalName: String(user['userPrincipalName']) });
    }
  }

  /** The account of a person; null where there is none. */
  of(person: string): ManagerAccount | null {
    return this.#byPerson.get(comparable(person)) ?? null;
  }

  /** How an account is told: by user principal name where that is known. */
  nameOf(id: string): string {
    return this.#byId.get(id)?.userPrincipalName ?? id;
  }
}

/** The matching target that holds personIdExternal as it is. */
export function anchorOf({ mappings, sources }: MappingModel): string | undefined {
  const isAnchor = ({ match, expression }: BoundMapping) =>
    match !== undefined &&
    expression?.kind === 'attribute' &&
    sources.get(expression.name)?.path?.replace(/^\$\./, '') === 'personIdExternal';
  return mappings.find(isAnchor)?.target;
}

/** The mapping of the manager, where the file has one. */
export function managerMapping({ mappings }: MappingModel): BoundMapping | undefined {
  return mappings.find(({ target }) => target === 'manager');
}
