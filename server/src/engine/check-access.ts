import type { MappingModel } from '../core/analysis/model.ts';
import type { Entity } from '../core/entity-model/entity-model.ts';
import { readMetadata } from '../core/entity-model/read-metadata.ts';
import { SfmapError } from '../core/errors.ts';
import type { EmployeeCentralClient } from '../systems/successfactors/employee-central.ts';
import { attempt, finding, type Tell } from './connection-check.ts';
import { type EntityRead, type EntityWritten, entitiesRead, entitiesWritten } from './entities-needed.ts';

const role = 'Admin Center → Manage Permission Roles → the role of the API user';

/** Codes with which a tenant refuses to read something as a collection of its own. */
const noCollection = /^(COE_ENTITY_NOT_FOUND|COE_GENERAL_BAD_REQUEST|SFM-HTTP-40[04])$/;

/**
 * Reads one row of each entity that the mapping's query needs, and asks the metadata what can be written. Writes nothing.
 *
 * @param model The mapping; without one, what every writeback needs.
 */
export async function checkAccess(
  employeeCentral: EmployeeCentralClient,
  model: MappingModel | undefined,
  tell: Tell,
  signal?: AbortSignal,
): Promise<void> {
  let allFine = true;
  for (const entity of entitiesRead(model)) {
    const alone = entity.known ? await readAlone(employeeCentral, entity, signal) : undefined;
    // By way of PerPerson nothing is proved about one entity where another one is refused.
    if (alone === undefined && !allFine) continue;
    const fine = await attempt(`SuccessFactors: read ${entity.name}`, tell, async () => {
      return alone ?? rowsFound(entity, await employeeCentral.probe('PerPerson', entity.path, signal));
    });
    allFine &&= fine;
  }
  const written = entitiesWritten(model);
  if (written.length > 0) await checkWrites(employeeCentral, written, tell, signal);
}

/** What came of reading an entity by itself; undefined where the tenant does not give it as a collection of its own. */
async function readAlone(
  employeeCentral: EmployeeCentralClient,
  entity: EntityRead,
  signal?: AbortSignal,
): Promise<{ readonly ok: string } | SfmapError | undefined> {
  try {
    return rowsFound(entity, await employeeCentral.probe(entity.name, undefined, signal));
  } catch (error) {
    const problem = finding(error);
    return entity.path !== undefined && noCollection.test(problem.code)
      ? undefined
      : withPermission(problem, entity.name);
  }
}

/** A refusal with the place where this entity's permission is given. */
function withPermission(problem: SfmapError, entity: string): SfmapError {
  if (problem.refused !== 'request' || !/\(403\)/.test(problem.message)) return problem;
  return new SfmapError(problem.code, problem.message, readCure(entity), 3, { refused: 'request' });
}

function readCure(entity: string): string {
  if (/^(Per|Emp)/.test(entity))
    return `Let it read: ${role} → Employee Central API → Employee Central HRIS OData API (read-only).`;
  if (/^(FO|Position)/.test(entity))
    return `Let it read: ${role} → Employee Central API → Employee Central Foundation OData API (read-only).`;
  if (entity === 'User') return `Let it read: ${role} → Manage User, with a target population that holds the people.`;
  return `Let it read ${entity}: ${role}.`;
}

function rowsFound({ name }: EntityRead, count: number): { readonly ok: string } | SfmapError {
  if (count > 0) return { ok: `${name} can be read.` };
  if (name !== 'PerPerson') return { ok: `${name} can be read; the user sees no rows of it.` };
  return new SfmapError(
    'SFM-EMPTY',
    'PerPerson is empty: the API user may read people, and sees nobody.',
    `Give it a target population: ${role} → grant the role to a permission group that holds the user, and choose whom it may see.`,
    3,
  );
}

async function checkWrites(
  employeeCentral: EmployeeCentralClient,
  written: readonly EntityWritten[],
  tell: Tell,
  signal?: AbortSignal,
): Promise<void> {
  let entity: (name: string) => Entity | undefined;
  try {
    const names = written.map(({ name }) => name);
    const model = readMetadata(await employeeCentral.metadata(names, signal), 'of SuccessFactors');
    entity = (name) => model.entity(name);
  } catch (error) {
    const unreadable = error instanceof SfmapError && error.code === 'SFM-METADATA';
    const problem = unreadable ? new SfmapError(error.code, error.message, error.cure, 3) : finding(error);
    tell('SuccessFactors: $metadata', problem);
    return;
  }
  for (const one of written) tell(`SuccessFactors: write ${one.name}`, writable(one, entity(one.name)));
}

/** What the metadata says about writing; it is the same for all users. */
function writable({ name, fields }: EntityWritten, entity: Entity | undefined): { readonly ok: string } | SfmapError {
  if (entity === undefined || !entity.tenant) {
    return refused(`The metadata of the tenant does not hold ${name}.`, refresh);
  }
  if (entity.upsertable === false) {
    return refused(`The metadata of the tenant says that ${name} cannot be upserted.`, refresh);
  }
  const missing = fields.filter((field) => !entity.properties.has(field));
  if (missing.length > 0) {
    return refused(
      `${name} of this tenant has no ${missing.join(', ')}.`,
      'Switch the field on in the data model, or take it out of the mapping.',
    );
  }
  const fixed = fields.filter(
    (field) => entity.properties.get(field)?.upsertable !== true && !entity.key.includes(field),
  );
  if (fixed.length > 0) {
    return refused(
      `${name} of this tenant does not take ${fixed.join(', ')} by upsert.`,
      'Allow it in the data model, or take it out of the mapping.',
    );
  }
  const permission =
    name === 'User'
      ? `${role} → Manage User`
      : `${role} → Employee Central API → Employee Central HRIS OData API (editable)`;
  return {
    ok: `The metadata takes upserts of ${name}. Whether the user may, only a write shows; it needs ${permission}.`,
  };
}

const refresh = 'Refresh it in Admin Center → OData API Metadata Refresh and Export, and check the data model.';

const refused = (sentence: string, cure: string): SfmapError => new SfmapError('SFM-WRITE', sentence, cure, 3);
