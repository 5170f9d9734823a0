import type { MappingModel } from '../../core/analysis/model.ts';
import { SfmapError } from '../../core/errors.ts';
import type { Host } from '../../core/expressions/host.ts';
import {
  type EarlyStep,
  type Outsider,
  type PersonPreview,
  previewTotals,
  type WritebackPreview,
} from '../plan/person-preview.ts';
import type { Directory, EmployeeCentral, Progress } from '../ports.ts';
import { comparePerson, type PersonName } from './compare-person.ts';
import { writesUser } from './compare-user.ts';
import type { WantedUsers } from './find-users.ts';
import { knownTypes } from './known-types.ts';
import { type PersonState, personState } from './person-state.ts';
import { keepReal, leftPlaceholders, placeholdersOf } from './placeholders.ts';
import { type Candidate, readCandidates } from './read-candidates.ts';
import { rowExpand, rowSelect } from './rows.ts';

export interface PreviewRequest {
  readonly model: MappingModel;
  readonly parameters: ReadonlyMap<string, string>;
  readonly people: WantedUsers;
  /** Users who were deleted since the last run. */
  readonly removed?: readonly Outsider[];
  /** Move primary flags instead of refusing. */
  readonly switchPrimary: boolean;
  /** Texts that stand for "none yet" in the tenant; they never take the place of a real value. */
  readonly placeholders?: readonly string[];
  /** Clock and randomness, for expressions that ask for them. */
  readonly host: Host;
}

export interface PreviewPorts {
  readonly directory: Directory;
  readonly employeeCentral: EmployeeCentral;
  readonly progress: Progress;
  readonly signal?: AbortSignal;
}

/** A preview with the object ids of users who could not be judged or were refused. */
export interface ReadPreview extends WritebackPreview {
  readonly again: readonly string[];
}

/**
 * Reads both systems and says what a writeback would change. Writes nothing.
 *
 * What concerns one person becomes an error of that person; a system that fails ends the preview, for a part of it must
 * never look like the whole.
 *
 * @throws SfmapError exit 3: a system refused or failed; exit 1: the mapping has no join, or the run was cancelled.
 */
export async function previewWriteback(request: PreviewRequest, ports: PreviewPorts): Promise<ReadPreview> {
  const { candidates, outside: shutOut } = await readCandidates(request, ports);
  const outside = [...shutOut, ...(request.removed ?? [])];

  const rows = await readRows(candidates, request.model, ports);
  const targets = new Set(request.model.mappings.map((mapping) => mapping.target));
  const checkTypes = await knownTypes(ports.employeeCentral, targets, ports.signal);
  const placeholders = placeholdersOf(request.placeholders ?? []);
  const people = candidates.map(({ person, outcomes, link }): PersonPreview => {
    if ('reason' in link) return failed(person, null, link.reason, link.step);
    const present = rows.get(link.id);
    if (present === undefined || present === 'absent') {
      return failed(person, link.id, `SuccessFactors has no person ${link.id}, or the API user may not see it.`);
    }
    if ('unanswered' in present) {
      return failed(person, link.id, `SuccessFactors gave no answer about person ${link.id}: ${present.unanswered}`);
    }
    const wanted = checkTypes(outcomes);
    const real = keepReal(wanted, present, placeholders);
    const compared = comparePerson(person, present, real, request.switchPrimary);
    const left = leftPlaceholders(wanted, present, placeholders);
    return left.length === 0 ? compared : { ...compared, warnings: [...compared.warnings, ...left] };
  });
  const again = people.flatMap(({ errors, refusals }, place) => {
    const id = candidates[place]?.objectId;
    return id !== undefined && errors.length + refusals.length > 0 ? [id] : [];
  });
  return { people, outside, totals: previewTotals(people, outside.length), again };
}

/** Reads the rows, and the status of the users beside them where the tenant lets the API user see employments. */
async function readRows(
  candidates: readonly Candidate[],
  model: MappingModel,
  ports: PreviewPorts,
): Promise<ReadonlyMap<string, PersonState>> {
  const ids = [...new Set(candidates.flatMap(({ link }) => ('id' in link ? [link.id] : [])))];
  const targets = model.mappings.map((mapping) => mapping.target);
  try {
    return await readRowsOf(ids, targets, true, ports);
  } catch (error) {
    if (writesUser(targets) || !(error instanceof SfmapError) || error.refused !== 'request') throw error;
    return readRowsOf(ids, targets, false, ports);
  }
}

async function readRowsOf(
  ids: readonly string[],
  targets: readonly string[],
  withStatus: boolean,
  ports: PreviewPorts,
): Promise<ReadonlyMap<string, PersonState>> {
  const withUser = writesUser(targets);
  const select = rowSelect(withUser, targets, withStatus);
  const expand = rowExpand(withUser, withStatus);
  const rows = new Map<string, PersonState>();
  for await (const answer of ports.employeeCentral.people(ids, expand, ports.signal, select)) {
    rows.set(answer.id, personState(answer, withUser));
    ports.progress({ phase: 'Reading people', done: rows.size, total: ids.length });
  }
  const unread = [...rows.values()].map((state) =>
    typeof state === 'object' && 'unread' in state ? state.unread : undefined,
  );
  const [first] = unread;
  // Rows of nobody can be read, as without a permission: that is no matter of one person.
  if (first !== undefined && unread.every((error) => error !== undefined)) throw first;
  return rows;
}

function failed(
  person: PersonName,
  personIdExternal: string | null,
  reason: string,
  step: EarlyStep = 'match',
): PersonPreview {
  const none = { primaryNow: { emails: [], phones: [] }, lines: [], refusals: [], warnings: [], calls: [] };
  return { ...person, ...none, personIdExternal, errors: [{ step, reason }] };
}
