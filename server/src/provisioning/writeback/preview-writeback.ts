import type { MappingModel } from '../../core/analysis/model.ts';
import { SfmapError } from '../../core/errors.ts';
import type { Host } from '../../core/expressions/host.ts';
import { inGroups } from '../../core/in-groups.ts';
import {
  type EarlyStep,
  type Outsider,
  type PersonPreview,
  previewTotals,
  type WritebackPreview,
} from '../plan/person-preview.ts';
import { packedPeople } from '../plan/plan.ts';
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
  const { candidates, links, outside } = await readCandidates(request, ports);
  for (const removed of request.removed ?? []) outside.push(removed);

  const targets = new Set(request.model.mappings.map((mapping) => mapping.target));
  const checkTypes = await knownTypes(ports.employeeCentral, targets, ports.signal);
  const placeholders = placeholdersOf(request.placeholders ?? []);
  const judge = ({ person, outcomes }: Candidate, link: Candidate['link'], rows: Rows): PersonPreview => {
    if ('reason' in link) return failed(person, null, link.reason, link.step);
    const present = rows.get(link.id);
    if (present === undefined || present === 'absent') {
      return failed(person, link.id, `SuccessFactors has no person ${link.id}, or the API user may not see it.`);
    }
    if ('unanswered' in present) {
      return failed(person, link.id, `SuccessFactors gave no answer about person ${link.id}: ${present.unanswered}`);
    }
    const wanted = checkTypes(new Map(outcomes));
    const real = keepReal(wanted, present, placeholders);
    const compared = comparePerson(person, present, real, request.switchPrimary);
    const left = leftPlaceholders(wanted, present, placeholders);
    return left.length === 0 ? compared : { ...compared, warnings: [...compared.warnings, ...left] };
  };
  const people = packedPeople();
  const again: string[] = [];
  const reader = new RowsReader(request.model, ports, candidates.length);
  for (const block of inGroups(candidates, atOnce)) {
    const linked = block.map((candidate) => [candidate, links.alone(candidate.link)] as const);
    const rows = await reader.read(linked.flatMap(([, link]) => ('id' in link ? [link.id] : [])));
    for (const [candidate, link] of linked) {
      const judged = judge(candidate, link, rows);
      people.push(judged);
      const { objectId } = candidate;
      if (objectId !== undefined && judged.errors.length + judged.refusals.length > 0) again.push(objectId);
    }
  }
  reader.end();
  return { people, outside, totals: previewTotals(people, outside.length), again };
}

/** So many people are read and compared at once. */
const atOnce = 1000;

type Rows = ReadonlyMap<string, PersonState>;

/**
 * Reads the rows of people, block by block, and the status of the users beside them where the tenant lets the API user see
 * employments.
 */
class RowsReader {
  readonly #targets: readonly string[];
  readonly #withUser: boolean;
  #withStatus = true;
  #done = 0;
  #unread: SfmapError | undefined;
  #readable = false;

  constructor(
    model: MappingModel,
    private readonly ports: PreviewPorts,
    private readonly total: number,
  ) {
    this.#targets = model.mappings.map((mapping) => mapping.target);
    this.#withUser = writesUser(this.#targets);
  }

  async read(people: readonly string[]): Promise<Rows> {
    const ids = [...new Set(people)];
    try {
      return await this.#read(ids);
    } catch (error) {
      const perhapsStatus = this.#withStatus && !this.#withUser;
      if (!perhapsStatus || !(error instanceof SfmapError) || error.refused !== 'request') throw error;
      this.#withStatus = false;
      return this.#read(ids);
    }
  }

  async #read(ids: readonly string[]): Promise<Rows> {
    const { employeeCentral, signal, progress } = this.ports;
    const expand = rowExpand(this.#withUser, this.#withStatus);
    const select = rowSelect(this.#withUser, this.#targets, this.#withStatus);
    const rows = new Map<string, PersonState>();
    for await (const answer of employeeCentral.people(ids, expand, signal, select)) {
      const state = personState(answer, this.#withUser);
      rows.set(answer.id, state);
      if (typeof state === 'object' && 'unread' in state) this.#unread ??= state.unread;
      else this.#readable = true;
      progress({ phase: 'Reading people', done: this.#done + rows.size, total: this.total });
    }
    this.#done += rows.size;
    return rows;
  }

  /** @throws SfmapError Rows of nobody can be read, as without a permission: that is no matter of one person. */
  end(): void {
    if (this.#unread !== undefined && !this.#readable) throw this.#unread;
  }
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
