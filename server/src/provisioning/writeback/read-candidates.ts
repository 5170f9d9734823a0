import type { MappingModel } from '../../core/analysis/model.ts';
import { graphSelect } from '../../core/catalog/entra-attributes.ts';
import type { JsonObject } from '../../core/json.ts';
import { evaluateMapping } from '../../core/mapping/evaluate.ts';
import { joinValue } from '../../core/mapping/join-value.ts';
import type { MappingEvaluation, Outcome } from '../../core/mapping/outcome.ts';
import type { EarlyStep, Outsider } from '../plan/person-preview.ts';
import type { PersonName } from './compare-person.ts';
import { findUsers, noUser } from './find-users.ts';
import { joinMapping, joinProperty } from './joining.ts';
import type { PreviewPorts, PreviewRequest } from './preview-writeback.ts';

/** A user in scope on the way to its person, or somebody who was asked for and why they cannot be judged. */
export interface Candidate {
  readonly person: PersonName;
  /** Absent for somebody whom Entra ID does not have. */
  readonly objectId?: string;
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly link: { readonly id: string } | { readonly reason: string; readonly step?: EarlyStep };
}

/** An Entra user with what the mapping yields for it. */
interface Judged extends Candidate {
  readonly objectId: string;
  readonly inScope: boolean;
  readonly scopeClause: string | undefined;
}

/** The users in scope of each person: object id and what to call the user. */
type Links = Map<string, Map<string, string>>;

/**
 * The Entra users of a run with the person that each is linked to. Two users in scope with one person would overwrite
 * each other in turn, so neither is written, also when only one of them was asked for.
 *
 * @throws SfmapError exit 3: Graph refused or failed; exit 1: the mapping has no join.
 */
export async function readCandidates(
  request: PreviewRequest,
  ports: PreviewPorts,
): Promise<{ readonly candidates: readonly Candidate[]; readonly outside: readonly Outsider[] }> {
  const { model, people } = request;
  const { directory, progress, signal } = ports;
  const join = joinMapping(model);
  const property = joinProperty(join);
  const select = [...new Set([...graphSelect(model), 'id', 'userPrincipalName', 'mail'])];
  const judge = (user: JsonObject) => judgeUser(user, request);

  const candidates: Candidate[] = [];
  const links: Links = new Map();
  const missing = new Set(people.kind === 'chosen' && property === undefined ? people.ids : []);
  const outside: Outsider[] = [];
  const objects = new Set(people.kind === 'objects' ? people.ids : []);
  for await (const found of findUsers(directory, people, select, property, progress, signal)) {
    if ('reason' in found) {
      candidates.push(notFound(found.asked));
      continue;
    }
    const judged = judge(found.user);
    if (judged.inScope) addLink(links, judged);
    if (people.kind === 'chosen') {
      if (property === undefined && !takeAsked(people.ids, missing, found.user, judged)) continue;
      candidates.push(judged.inScope ? judged : shutOut(judged));
    } else if (people.kind === 'objects' && !objects.delete(judged.objectId)) {
      // Everybody is read where nobody can be searched for.
    } else if (people.kind === 'sample' && candidates.length >= people.count) {
      // The sample is full. Who cannot be searched for may still follow.
      if (property !== undefined) break;
    } else if (judged.inScope) candidates.push(judged);
    else outside.push(outsider(judged));
  }
  for (const asked of missing) candidates.push(notFound(asked));
  for (const id of objects) outside.push(noLonger(id));

  if (people.kind !== 'all' && property !== undefined) {
    for await (const user of directory.usersHaving(property, [...links.keys()], select, signal)) {
      const twin = judge(user);
      if (twin.inScope) addLink(links, twin);
    }
  }
  return { candidates: candidates.map((candidate) => alone(candidate, links)), outside };
}

function judgeUser(user: JsonObject, { model, parameters, host }: PreviewRequest): Judged {
  const text = (name: string) => (typeof user[name] === 'string' ? user[name] : '');
  const userPrincipalName = text('userPrincipalName');
  const evaluation = evaluateMapping(model, user, { parameters, host });
  return {
    person: { name: text('displayName') || userPrincipalName || text('id'), userPrincipalName },
    objectId: text('id') || userPrincipalName,
    outcomes: updateOutcomes(model, evaluation),
    link: joinValue(joinMapping(model), evaluation),
    inScope: evaluation.inScope,
    scopeClause: evaluation.scopeClause,
  };
}

/** A writeback only updates, so a mapping that flows at creation never flows. */
function updateOutcomes(model: MappingModel, evaluation: MappingEvaluation): ReadonlyMap<string, Outcome> {
  const outcomes = new Map<string, Outcome>();
  for (const { target, onCreate } of model.mappings) {
    const outcome = onCreate ? undefined : evaluation.targets.get(target);
    if (outcome !== undefined) outcomes.set(target, outcome);
  }
  return outcomes;
}

/** Whether a user was asked for by person, object id, user principal name or e-mail address; takes the names found. */
function takeAsked(
  ids: readonly string[],
  missing: Set<string>,
  user: JsonObject,
  { link, objectId }: Judged,
): boolean {
  const names = [user['userPrincipalName'], user['mail'], objectId].map((name) => String(name).toLowerCase());
  const asked = ids.filter((id) => names.includes(id.toLowerCase()) || ('id' in link && link.id === id));
  for (const id of asked) missing.delete(id);
  return asked.length > 0;
}

function addLink(links: Links, { link, objectId, person }: Judged): void {
  if (!('id' in link)) return;
  const users = links.get(link.id) ?? new Map<string, string>();
  links.set(link.id, users.set(objectId, person.userPrincipalName || objectId));
}

function alone(candidate: Candidate, links: Links): Candidate {
  const { link } = candidate;
  const users = 'id' in link ? links.get(link.id) : undefined;
  if (!('id' in link) || users === undefined || users.size < 2) return candidate;
  const names = [...users.values()].join(', ');
  const reason = `${users.size} Entra users are linked to person ${link.id}: ${names}. Correct one of them.`;
  return { ...candidate, link: { reason } };
}

function outsider({ person, link, scopeClause }: Judged): Outsider {
  return { ...person, personIdExternal: 'id' in link ? link.id : null, reason: scopeClause ?? '' };
}

function shutOut({ person, scopeClause }: Judged): Candidate {
  const clause = scopeClause === undefined ? '' : `: ${scopeClause}`;
  return { person, outcomes: new Map(), link: { step: 'scope', reason: `This user is out of scope${clause}.` } };
}

/** Somebody who was there when Entra ID said what has changed, and was deleted since. */
const noLonger = (id: string): Outsider => deletedUser(id, 'Entra ID no longer has this user');

/** Somebody who was deleted: a writeback leaves SuccessFactors as it is, and the log says so. */
export function deletedUser(id: string, reason: string): Outsider {
  return { personIdExternal: null, name: id, userPrincipalName: '', reason };
}

function notFound(asked: string): Candidate {
  const link = { step: 'import', reason: noUser(asked) } as const;
  return { person: { name: asked, userPrincipalName: '' }, outcomes: new Map(), link };
}
