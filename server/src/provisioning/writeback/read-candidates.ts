import type { MappingModel } from '../../core/analysis/model.ts';
import { graphSelect } from '../../core/catalog/entra-attributes.ts';
import type { JsonObject } from '../../core/json.ts';
import { evaluateMapping } from '../../core/mapping/evaluate.ts';
import { joinValue } from '../../core/mapping/join-value.ts';
import type { MappingEvaluation, Outcome } from '../../core/mapping/outcome.ts';
import { PackedList } from '../plan/packed-list.ts';
import type { EarlyStep, Outsider } from '../plan/person-preview.ts';
import type { PersonName } from './compare-person.ts';
import { findUsers, noUser } from './find-users.ts';
import { joinMapping, joinProperty } from './joining.ts';
import { PersonLinks } from './person-links.ts';
import type { PreviewPorts, PreviewRequest } from './preview-writeback.ts';

/** A user in scope on the way to its person, or somebody who was asked for and why they cannot be judged. */
export interface Candidate {
  readonly person: PersonName;
  /** Absent for somebody whom Entra ID does not have. */
  readonly objectId?: string;
  /** By target. */
  readonly outcomes: readonly (readonly [string, Outcome])[];
  readonly link: { readonly id: string } | { readonly reason: string; readonly step?: EarlyStep };
}

/** Whoever was read, packed: each is looked at once more when the others are known. */
export interface ReadCandidates {
  readonly candidates: PackedList<Candidate>;
  readonly links: PersonLinks;
  readonly outside: PackedList<Outsider>;
}

/** An Entra user with what the mapping yields for it. */
interface Judged extends Candidate {
  readonly objectId: string;
  readonly inScope: boolean;
  readonly scopeClause: string | undefined;
}

/**
 * The Entra users of a run, the person that each is linked to, and who else is linked to that person.
 *
 * @throws SfmapError exit 3: Graph refused or failed; exit 1: the mapping has no join.
 */
export async function readCandidates(request: PreviewRequest, ports: PreviewPorts): Promise<ReadCandidates> {
  const { model, people } = request;
  const { directory, progress, signal } = ports;
  const join = joinMapping(model);
  const property = joinProperty(join);
  const select = [...new Set([...graphSelect(model), 'id', 'userPrincipalName', 'mail'])];
  const judge = (user: JsonObject) => judgeUser(user, request);

  const candidates = new PackedList<Candidate>();
  const links = new PersonLinks();
  const missing = new Set(people.kind === 'chosen' && property === undefined ? people.ids : []);
  const outside = new PackedList<Outsider>();
  const objects = new Set(people.kind === 'objects' ? people.ids : []);
  for await (const found of findUsers(directory, people, select, property, progress, signal)) {
    if ('reason' in found) {
      candidates.push(notFound(found.asked));
      continue;
    }
    const judged = judge(found.user);
    if (judged.inScope) links.add(judged.link, judged.objectId, judged.person.userPrincipalName);
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
    for await (const user of directory.usersHaving(property, [...links.people()], select, signal)) {
      const twin = judge(user);
      if (twin.inScope) links.add(twin.link, twin.objectId, twin.person.userPrincipalName);
    }
  }
  return { candidates, links, outside };
}

function judgeUser(user: JsonObject, { model, parameters, host }: PreviewRequest): Judged {
  const text = (name: string) => (typeof user[name] === 'string' ? user[name] : '');
  const userPrincipalName = text('userPrincipalName');
  const evaluation = evaluateMapping(model, user, { parameters, host });
  return {
    person: { name: text('displayName') || userPrincipalName || text('id'), userPrincipalName },
    objectId: text('id') || userPrincipalName,
    outcomes: [...updateOutcomes(model, evaluation)],
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

function outsider({ person, link, scopeClause }: Judged): Outsider {
  return { ...person, personIdExternal: 'id' in link ? link.id : null, reason: scopeClause ?? '' };
}

function shutOut({ person, scopeClause }: Judged): Candidate {
  const clause = scopeClause === undefined ? '' : `: ${scopeClause}`;
  return { person, outcomes: [], link: { step: 'scope', reason: `This user is out of scope${clause}.` } };
}

/** Somebody who was there when Entra ID said what has changed, and was deleted since. */
const noLonger = (id: string): Outsider => deletedUser(id, 'Entra ID no longer has this user');

/** Somebody who was deleted: a writeback leaves SuccessFactors as it is, and the log says so. */
export function deletedUser(id: string, reason: string): Outsider {
  return { personIdExternal: null, name: id, userPrincipalName: '', reason };
}

function notFound(asked: string): Candidate {
  const link = { step: 'import', reason: noUser(asked) } as const;
  return { person: { name: asked, userPrincipalName: '' }, outcomes: [], link };
}
