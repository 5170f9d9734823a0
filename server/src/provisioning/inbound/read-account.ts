import type { MappingModel } from '../../core/analysis/model.ts';
import { entraAttribute } from '../../core/catalog/entra-attributes.ts';
import type { JsonObject } from '../../core/json.ts';
import { type Existing, evaluateMapping } from '../../core/mapping/evaluate.ts';
import type { MappingEvaluation } from '../../core/mapping/outcome.ts';
import { idsOf } from '../../core/mapping/people.ts';
import { textsOf } from '../../core/mapping/same-value.ts';
import { existingOf, managerId } from './compare-account.ts';
import type { InboundRun } from './inbound-preview.ts';
import { anchorOf, Managers } from './managers.ts';
import { type AccountMatch, accountName, joinsOf, matchAccounts } from './match-accounts.ts';
import { UniqueValues } from './unique-values.ts';

/** The person whom the mapping names as manager and that person's account, and the manager whom the account has. */
export interface ReadManager {
  readonly person?: string;
  readonly account?: { readonly id: string; readonly name: string };
  readonly held?: string;
}

/** What a directory holds of one worker. */
export interface AccountRead {
  /** Which account it is. */
  readonly found: string;
  /** Why nothing can be compared: several accounts may be theirs. */
  readonly problem?: string;
  /** By the names of targets; undefined where there is no account. */
  readonly existing?: Existing;
  readonly manager?: ReadManager;
  readonly remarks: readonly string[];
}

/**
 * Finds the account of one worker as a sync does, and reads what a comparison needs. Writes nothing.
 *
 * @param payload A PerPerson object; where it comes from does not matter.
 * @throws SfmapError exit 1: no mapping matches; exit 3: the directory refused or failed.
 */
export async function readAccount(run: InboundRun, payload: JsonObject): Promise<AccountRead> {
  const { model, parameters, host, directory, signal } = run;
  const first = evaluateMapping(model, payload, { parameters, host });
  const [match = { state: 'none' }] = await matchAccounts(
    joinsOf(model),
    [{ evaluation: first, known: run.knownAccount?.(idsOf(payload)[0] ?? '') }],
    directory,
    selectOf(model),
    signal,
  );
  if (match.state === 'ambiguous') {
    return { found: 'no account can be told to be theirs', problem: match.reason, remarks: [] };
  }
  const existing = match.state === 'matched' ? existingOf(model, match.user) : undefined;
  const evaluation = evaluateMapping(model, payload, { parameters, host, ...(existing && { existing }) });
  const manager = await readManager(run, evaluation, match);
  return {
    found: match.state === 'matched' ? `${accountName(match.user)}, matched by ${match.by}` : 'no account yet',
    ...(existing === undefined ? {} : { existing }),
    ...(manager === undefined ? {} : { manager }),
    remarks: await nameTaken(run, evaluation, match),
  };
}

function selectOf({ mappings }: MappingModel): readonly string[] {
  const properties = mappings.flatMap(({ target }) =>
    target === 'manager' ? ['manager'] : (entraAttribute(target)?.graphProperty ?? []),
  );
  return [...properties, 'accountEnabled'];
}

/** A sign-in name that is somebody else's: Entra ID would refuse it. */
async function nameTaken(
  { directory, signal }: InboundRun,
  { targets, inScope }: MappingEvaluation,
  match: AccountMatch,
): Promise<readonly string[]> {
  const target = 'userPrincipalName';
  const outcome = targets.get(target);
  if (!inScope || outcome?.state !== 'value') return [];
  const [value = ''] = textsOf(outcome.value);
  const unique = new UniqueValues(directory, signal);
  await unique.learn([{ target, value }]);
  const account = match.state === 'matched' ? String(match.user['id']) : undefined;
  if (unique.isTaken({ target, value }, '', account) !== true) return [];
  return [`${target}: another account has ${value} already. Choose a free one.`];
}

async function readManager(
  { model, directory, signal }: InboundRun,
  { targets }: MappingEvaluation,
  match: AccountMatch,
): Promise<ReadManager | undefined> {
  if (!model.mappings.some(({ target }) => target === 'manager')) return undefined;
  const outcome = targets.get('manager');
  const [person] = outcome?.state === 'value' ? textsOf(outcome.value) : [];
  const held = match.state === 'matched' ? managerId(match.user) : null;
  const managers = new Managers(directory, anchorOf(model), signal);
  await managers.learn(person === undefined ? [] : [person], held === null ? [] : [held]);
  const account = person === undefined ? null : managers.of(person);
  return {
    ...(person === undefined ? {} : { person }),
    ...(account === null ? {} : { account: { id: account.id, name: account.userPrincipalName } }),
    ...(held === null ? {} : { held: managers.nameOf(held) }),
  };
}
