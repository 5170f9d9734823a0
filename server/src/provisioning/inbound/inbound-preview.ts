import type { MappingModel } from '../../core/analysis/model.ts';
import { entraAttribute } from '../../core/catalog/entra-attributes.ts';
import { uniqueTargets } from '../../core/catalog/unique-targets.ts';
import type { Host } from '../../core/expressions/host.ts';
import { evaluateMapping } from '../../core/mapping/evaluate.ts';
import type { MappingEvaluation } from '../../core/mapping/outcome.ts';
import { textsOf } from '../../core/mapping/same-value.ts';
import type { Directory } from '../ports.ts';
import { AccountOwners, type OnContested } from './account-owners.ts';
import { compareAccount, existingOf, managerId } from './compare-account.ts';
import type { InboundPerson } from './inbound-person.ts';
import { keepBack, withoutAccount } from './keep-back.ts';
import { anchorOf, Managers, managerMapping } from './managers.ts';
import { type AccountMatch, joinsOf, matchAccounts } from './match-accounts.ts';
import { RepeatedDraws } from './repeated-draws.ts';
import { UniqueValues, type WantedValue } from './unique-values.ts';
import type { Worker } from './worker.ts';

/** What an inbound mapping is run with. */
export interface InboundRun {
  readonly model: MappingModel;
  readonly parameters: ReadonlyMap<string, string>;
  readonly host: Host;
  readonly directory: Pick<Directory, 'usersHaving'>;
  /**
   * Object id of the account that an earlier run wrote for a worker, by personIdExternal: it is theirs, whatever it is
   * called by now. Without it everybody is found by the matching precedence.
   */
  readonly knownAccount?: (personIdExternal: string) => string | undefined;
  readonly onContested?: OnContested;
  /** Chance that another run of the same people shares; without it the chance of `host`. */
  readonly draws?: RepeatedDraws;
  readonly signal?: AbortSignal;
}

const SIGN_IN_NAME = 'userPrincipalName';

/**
 * What would be done to the accounts of workers, batch by batch of the same run: what is free or taken, whose manager is
 * who, and whose account is whose is known from the batches before.
 */
export class InboundPreview {
  readonly #joins;
  readonly #select: readonly string[];
  readonly #unique: UniqueValues;
  readonly #managers: Managers;
  readonly #owners: AccountOwners;
  readonly #draws: RepeatedDraws | undefined;
  /** Workers that were seen: one who comes twice would be created twice. */
  readonly #seen = new Set<string>();

  constructor(private readonly run: InboundRun) {
    const { model, directory, signal, onContested, host } = run;
    this.#joins = joinsOf(model);
    this.#select = model.mappings.flatMap(({ target }) =>
      target === 'manager' ? ['manager'] : (entraAttribute(target)?.graphProperty ?? []),
    );
    this.#unique = new UniqueValues(directory, signal);
    this.#managers = new Managers(directory, anchorOf(model), signal);
    this.#owners = new AccountOwners(onContested);
    this.#draws = run.draws ?? (host.random && new RepeatedDraws(host.random));
  }

  async of(batch: readonly Worker[]): Promise<readonly InboundPerson[]> {
    const { model, parameters, draws } = this.run;
    const workers = batch.filter(({ id }) => !this.#seen.has(id));
    for (const { id } of workers) this.#seen.add(id);
    // Who has an account is found before anything is asked about free values: nobody asks as the one they may be.
    const first = workers.map(({ id, payload }) => {
      const host = { ...this.#hostOf(id), isTaken: () => false };
      return evaluateMapping(model, payload, { parameters, host });
    });
    const matches = await this.#match(workers, first);
    const evaluations: MappingEvaluation[] = [];
    for (const [index, worker] of workers.entries()) {
      const match = matches[index] ?? { state: 'none' };
      evaluations.push(await this.#evaluate(worker, match));
    }
    await this.#learnManagers(evaluations, matches);
    await this.#learnNames(evaluations);
    if (draws === undefined) this.#draws?.forget();
    const people = workers.map((worker, index) => this.#person(worker, evaluations[index], matches[index]));
    this.#unique.forgetSettled();
    return people;
  }

  /** Chance begins anew at each evaluation of a person, with the same numbers. */
  #hostOf(person: string): Host {
    const { host } = this.run;
    return this.#draws === undefined ? host : { ...host, random: this.#draws.of(person) };
  }

  async #match(
    workers: readonly Worker[],
    evaluations: readonly MappingEvaluation[],
  ): Promise<readonly AccountMatch[]> {
    const { directory, signal, knownAccount } = this.run;
    const seekers = evaluations.map((evaluation, index) => {
      const known = knownAccount?.(workers[index]?.id ?? '');
      return { evaluation, known };
    });
    const select = [...this.#select, 'accountEnabled'];
    const matches = await matchAccounts(this.#joins, seekers, directory, select, signal);
    return this.#owners.withoutShared(
      workers.map(({ id }) => id),
      matches,
    );
  }

  #person(worker: Worker, evaluation?: MappingEvaluation, match: AccountMatch = { state: 'none' }): InboundPerson {
    const { model } = this.run;
    const compared = compareAccount({
      model,
      worker,
      evaluation: evaluation ?? evaluateMapping(model, worker.payload),
      managers: this.#managers,
      ...(match.state === 'matched' && { account: match }),
      ...(match.state !== 'ambiguous' && { warning: match.warning }),
    });
    return match.state === 'ambiguous' ? withoutAccount(compared, match.reason) : this.#withFreeName(compared);
  }

  /** A sign-in name that is somebody else's is an error of the preview: Entra ID would refuse it. */
  #withFreeName(person: InboundPerson): InboundPerson {
    const value = person.values[SIGN_IN_NAME];
    if (typeof value !== 'string') return person;
    const wanted = { target: SIGN_IN_NAME, value };
    if (this.#unique.isTaken(wanted, person.personIdExternal, person.account?.id) !== true) return person;
    const error = `${SIGN_IN_NAME}: another account has ${value} already. Choose a free one, for example with SelectUniqueValue.`;
    return keepBack(person, [{ target: SIGN_IN_NAME, error }]);
  }

  async #learnNames(evaluations: readonly MappingEvaluation[]): Promise<void> {
    const wanted = evaluations.flatMap(({ targets, inScope }) => {
      const outcome = targets.get(SIGN_IN_NAME);
      return inScope && outcome?.state === 'value' ? textsOf(outcome.value) : [];
    });
    const unknown = wanted.map((value) => ({ target: SIGN_IN_NAME, value }));
    await this.#unique.learn(unknown);
  }

  /** Evaluates as often as values are asked for that nobody knows yet: `SelectUniqueValue` asks one after the other. */
  async #evaluate({ id, payload }: Worker, match: AccountMatch): Promise<MappingEvaluation> {
    const { model, parameters } = this.run;
    const user = match.state === 'matched' ? match.user : undefined;
    const account = user === undefined ? undefined : String(user['id']);
    const existing = user && existingOf(model, user);
    for (;;) {
      const unknown: WantedValue[] = [];
      const isTaken = (target: string, value: string): boolean => {
        const taken = this.#unique.isTaken({ target, value }, id, account);
        if (taken === undefined) unknown.push({ target, value });
        return taken ?? false;
      };
      const known = { parameters, host: this.#hostOf(id), isTaken };
      const evaluation = evaluateMapping(model, payload, { ...known, ...(existing && { existing }) });
      if (unknown.length === 0) {
        this.#give(id, evaluation);
        return evaluation;
      }
      await this.#unique.learn(unknown);
    }
  }

  #give(person: string, { targets, inScope }: MappingEvaluation): void {
    if (!inScope) return;
    for (const [target, outcome] of targets) {
      if (outcome.state !== 'value' || !uniqueTargets.has(target)) continue;
      for (const value of textsOf(outcome.value)) this.#unique.give({ target, value }, person);
    }
  }

  async #learnManagers(evaluations: readonly MappingEvaluation[], matches: readonly AccountMatch[]): Promise<void> {
    if (managerMapping(this.run.model) === undefined) return;
    const people = evaluations.flatMap(({ targets }) => {
      const outcome = targets.get('manager');
      return outcome?.state === 'value' ? textsOf(outcome.value).slice(0, 1) : [];
    });
    const ids = matches.flatMap((match) => (match.state === 'matched' ? (managerId(match.user) ?? []) : []));
    await this.#managers.learn(people, ids);
  }
}
