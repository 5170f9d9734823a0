import type { BoundMapping, MappingModel } from '../../core/analysis/model.ts';
import { graphSelect } from '../../core/catalog/entra-attributes.ts';
import type { Host } from '../../core/expressions/host.ts';
import type { JsonObject } from '../../core/json.ts';
import { evaluateMapping } from '../../core/mapping/evaluate.ts';
import type { MappingEvaluation, Outcome } from '../../core/mapping/outcome.ts';
import type { Directory, EmployeeCentral, Progress } from '../ports.ts';
import { comparePerson, type PersonName } from './compare-person.ts';
import { writesUser } from './compare-user.ts';
import { findUsers, type People } from './find-users.ts';
import { joinMapping, joinProperty, joinValue } from './joining.ts';
import { type PersonPreview, previewTotals, type WritebackPreview } from './person-preview.ts';
import { type PersonRows, personRows, rowExpand } from './rows.ts';

export interface PreviewRequest {
  readonly model: MappingModel;
  readonly parameters: ReadonlyMap<string, string>;
  readonly people: People;
  /** Move primary flags instead of refusing. */
  readonly switchPrimary: boolean;
  /** Clock and randomness, for expressions that ask for them. */
  readonly host: Host;
}

export interface PreviewPorts {
  readonly directory: Directory;
  readonly employeeCentral: EmployeeCentral;
  readonly progress: Progress;
  readonly signal?: AbortSignal;
}

/** A user in scope on the way to its person. */
interface Candidate {
  readonly person: PersonName;
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly link: { readonly id: string } | { readonly reason: string };
}

/**
 * Reads both systems and says what a writeback would change. Writes nothing.
 *
 * What concerns one person becomes an error of that person; a system that fails ends the preview, for a part of it must
 * never look like the whole.
 *
 * @throws SfmapError exit 3: a system refused or failed; exit 1: the mapping has no join, or the run was cancelled.
 */
export async function previewWriteback(request: PreviewRequest, ports: PreviewPorts): Promise<WritebackPreview> {
  const join = joinMapping(request.model);
  const { candidates, outOfScope } = await readCandidates(request, ports, join);
  await rejectDuplicates(candidates, request, ports, join);

  const rows = await readRows(candidates, request.model, ports);
  const people = candidates.map(({ person, outcomes, link }): PersonPreview => {
    if ('reason' in link) return failed(person, null, link.reason);
    const present = rows.get(link.id);
    if (present === undefined) {
      return failed(person, link.id, `SuccessFactors has no person ${link.id}, or the API user may not see it.`);
    }
    return comparePerson(person, present, outcomes, request.switchPrimary);
  });
  return { people, totals: previewTotals(people, outOfScope) };
}

async function readCandidates(
  request: PreviewRequest,
  ports: PreviewPorts,
  join: BoundMapping,
): Promise<{ candidates: Candidate[]; outOfScope: number }> {
  const { model, parameters, people, host } = request;
  const { directory, progress, signal } = ports;
  const candidates: Candidate[] = [];
  let outOfScope = 0;
  const select = graphSelect(model);
  for await (const found of findUsers(directory, people, select, joinProperty(join), progress, signal)) {
    if ('reason' in found) {
      const person = { name: found.asked, userPrincipalName: '' };
      candidates.push({ person, outcomes: new Map(), link: { reason: found.reason } });
      continue;
    }
    const person = personName(found.user);
    const evaluation = evaluateMapping(model, found.user, { parameters, host });
    if (evaluation.inScope) {
      candidates.push({ person, outcomes: updateOutcomes(model, evaluation), link: joinValue(join, evaluation) });
    } else if (people.kind === 'chosen') {
      const clause = evaluation.scopeClause === undefined ? '' : `: ${evaluation.scopeClause}`;
      candidates.push({ person, outcomes: new Map(), link: { reason: `This user is out of scope${clause}.` } });
    } else {
      outOfScope += 1;
    }
    if (people.kind === 'sample' && candidates.length >= people.count) break;
  }
  return { candidates, outOfScope };
}

function personName(user: JsonObject): PersonName {
  const text = (name: string) => (typeof user[name] === 'string' ? user[name] : '');
  return {
    name: text('displayName') || text('userPrincipalName') || text('id'),
    userPrincipalName: text('userPrincipalName'),
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

/** Two users with one person would overwrite each other in turn: neither is written. */
async function rejectDuplicates(
  candidates: Candidate[],
  request: PreviewRequest,
  ports: PreviewPorts,
  join: BoundMapping,
): Promise<void> {
  const users = new Map<string, Set<string>>();
  for (const { person, link } of candidates) {
    if ('id' in link) users.set(link.id, (users.get(link.id) ?? new Set()).add(person.userPrincipalName));
  }
  const property = joinProperty(join);
  if (request.people.kind !== 'all' && property !== undefined) {
    for (const [id, names] of users) {
      const twins = await ports.directory.findUsers(property, id, ['id', 'userPrincipalName'], ports.signal);
      for (const twin of twins) names.add(personName(twin).userPrincipalName);
    }
  }
  for (const [index, candidate] of candidates.entries()) {
    const names = 'id' in candidate.link ? users.get(candidate.link.id) : undefined;
    if (names === undefined || names.size < 2 || !('id' in candidate.link)) continue;
    const reason = `${names.size} Entra users are linked to person ${candidate.link.id}: ${[...names].join(', ')}. Correct one of them.`;
    candidates[index] = { ...candidate, link: { reason } };
  }
}

async function readRows(
  candidates: readonly Candidate[],
  model: MappingModel,
  ports: PreviewPorts,
): Promise<ReadonlyMap<string, PersonRows>> {
  const ids = [...new Set(candidates.flatMap(({ link }) => ('id' in link ? [link.id] : [])))];
  const expand = rowExpand(writesUser(model.mappings.map((mapping) => mapping.target)));
  const rows = new Map<string, PersonRows>();
  for await (const person of ports.employeeCentral.people(ids, expand, ports.signal)) {
    const read = personRows(person);
    rows.set(read.personIdExternal, read);
    ports.progress({ phase: 'Reading people', done: rows.size, total: ids.length });
  }
  return rows;
}

function failed(person: PersonName, personIdExternal: string | null, reason: string): PersonPreview {
  const none = { primaryNow: { emails: [], phones: [] }, lines: [], refusals: [], warnings: [], calls: [] };
  return { ...person, ...none, personIdExternal, errors: [{ reason }] };
}
