import type { MappingModel } from '../../core/analysis/model.ts';
import { entraAttribute } from '../../core/catalog/entra-attributes.ts';
import type { Host } from '../../core/expressions/host.ts';
import type { InboundPerson } from '../inbound/inbound-person.ts';
import { InboundPreview } from '../inbound/inbound-preview.ts';
import { withoutAccount } from '../inbound/keep-back.ts';
import { batchesOf } from '../inbound/preview-inbound.ts';
import { RepeatedDraws } from '../inbound/repeated-draws.ts';
import type { Worker } from '../inbound/worker.ts';
import type { Directory } from '../ports.ts';
import { type PersonChange, personChange } from './person-change.ts';
import { SharedDirectory } from './shared-directory.ts';

/** A mapping of a rehearsal. */
export interface RehearsedMapping {
  readonly model: MappingModel;
  readonly parameters: ReadonlyMap<string, string>;
  /** The worker as the query of this mapping alone would read them. */
  readonly as: (worker: Worker) => Worker;
}

/** What the same people are put through twice with. */
export interface RehearsalRun {
  readonly before: RehearsedMapping;
  readonly now: RehearsedMapping;
  readonly host: Host;
  readonly directory: Pick<Directory, 'usersHaving'>;
  /** As `InboundRun.knownAccount`: whoever was provisioned before keeps their account under another mapping, too. */
  readonly knownAccount?: (personIdExternal: string) => string | undefined;
  readonly signal?: AbortSignal;
}

/** For whom another mapping means something, and how many were looked at. */
export interface Rehearsed {
  readonly people: number;
  readonly changes: readonly PersonChange[];
}

/**
 * Puts the same people through two mappings and tells for whom they differ. Both systems are read once, and both mappings
 * see the same time and the same chance. Writes nothing.
 *
 * @throws SfmapError as `previewInbound`.
 */
export async function rehearse(run: RehearsalRun, workers: AsyncIterable<Worker>): Promise<Rehearsed> {
  const { host, signal, knownAccount } = run;
  const directory = new SharedDirectory(run.directory, propertiesOf(run.before.model, run.now.model));
  const draws = host.random && new RepeatedDraws(host.random);
  const side = ({ model, parameters }: RehearsedMapping, contested: Map<string, string>) => {
    const onContested = (id: string, error: string) => void contested.set(id, error);
    const known = { ...(knownAccount && { knownAccount }), ...(draws && { draws }) };
    const shared = { host, directory, onContested, ...known, ...(signal && { signal }) };
    return new InboundPreview({ model, parameters, ...shared });
  };
  const [wrong, wrongNow] = [new Map<string, string>(), new Map<string, string>()];
  const [earlier, present] = [side(run.before, wrong), side(run.now, wrongNow)];
  const pairs = new Map<string, Pair>();
  let people = 0;
  for await (const batch of batchesOf(workers)) {
    const before = await earlier.of(batch.map(run.before.as));
    const now = await present.of(batch.map(run.now.as));
    directory.forget();
    draws?.forget();
    people += now.length;
    for (const [index, person] of now.entries()) {
      const was = before[index];
      if (was === undefined) continue;
      // Who has an account may yet turn out to share it with somebody who comes later.
      const mayChange = was.account !== undefined || person.account !== undefined;
      const change = personChange(was, person);
      if (change !== undefined || mayChange) {
        pairs.set(person.personIdExternal, { change, before: withoutLines(was), now: withoutLines(person) });
      }
    }
  }
  for (const id of new Set([...wrong.keys(), ...wrongNow.keys()])) {
    const pair = pairs.get(id);
    if (pair === undefined) continue;
    pair.change = personChange(asContested(pair.before, wrong), asContested(pair.now, wrongNow));
  }
  return { people, changes: [...pairs.values()].flatMap(({ change }) => change ?? []) };
}

interface Pair {
  change: PersonChange | undefined;
  readonly before: InboundPerson;
  readonly now: InboundPerson;
}

/** What is kept of everybody who has an account: a tenant may have a hundred thousand of them. */
function withoutLines(person: InboundPerson): InboundPerson {
  return { ...person, lines: [], values: {}, held: {}, nobodyHas: [], warnings: [] };
}

function asContested(person: InboundPerson, wrong: ReadonlyMap<string, string>): InboundPerson {
  const error = wrong.get(person.personIdExternal);
  return error === undefined ? person : withoutAccount(person, error);
}

/** Graph's names of all that the two mappings read of an account. */
function propertiesOf(...models: readonly MappingModel[]): ReadonlySet<string> {
  const targets = models.flatMap(({ mappings }) => mappings.map(({ target }) => target));
  const names = targets.flatMap((target) =>
    target === 'manager' ? ['manager'] : (entraAttribute(target)?.graphProperty ?? []),
  );
  return new Set(['id', 'userPrincipalName', 'accountEnabled', ...names]);
}
