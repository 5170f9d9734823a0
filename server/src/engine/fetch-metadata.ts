import type { MappingModel } from '../core/analysis/model.ts';
import type { EntityModel } from '../core/entity-model/entity-model.ts';
import { readMetadata } from '../core/entity-model/read-metadata.ts';
import { SfmapError } from '../core/errors.ts';
import { metadataEntities } from '../core/query/metadata-entities.ts';
import { pause } from '../systems/pause.ts';
import { openEmployeeCentral } from './open-tenant.ts';
import { type RunContext, waiting } from './plan-writeback.ts';

/** The metadata of a tenant, as it came and as it reads. */
export interface FetchedMetadata {
  readonly text: string;
  readonly model: EntityModel;
  /** Entities that were asked for and that this tenant does not have. */
  readonly missing: readonly string[];
}

/** Which entities: those that matter, with those of a mapping; or all that the tenant has. */
export type MetadataScope = { readonly mapping?: MappingModel } | 'all';

/** How long to wait while the tenant makes its metadata anew, before each further try, in milliseconds. */
const WAITS: readonly number[] = [5_000, 10_000, 20_000, 40_000, 60_000, 60_000];

/**
 * Fetches the `$metadata` of a tenant and makes sure that it can be read. An entity that the tenant does not have is left
 * out; metadata that is being generated is waited for (SAP note 2545055).
 *
 * @throws SfmapError exit 3: the tenant refuses, is still generating after three minutes, or sends what cannot be read.
 */
export async function fetchMetadata(
  scope: MetadataScope,
  context: Pick<RunContext, 'connection' | 'secrets' | 'env' | 'progress' | 'signal'>,
  waits = WAITS,
): Promise<FetchedMetadata> {
  const { connection, secrets, env, progress, signal } = context;
  const onWait = waiting(progress);
  const employeeCentral = openEmployeeCentral(connection, secrets, env, onWait);
  let names = scope === 'all' ? [] : metadataEntities(scope.mapping);
  const missing: string[] = [];
  for (let tries = 0; ; ) {
    try {
      const text = await employeeCentral.metadata(names, signal);
      const model = readable(text, connection.name);
      const silent = names.filter((name) => model.entity(name)?.tenant !== true);
      return { text, model, missing: [...missing, ...silent] };
    } catch (error) {
      if (!(error instanceof SfmapError)) throw error;
      const unknown = unknownEntity(error, names);
      const wait = isGenerating(error) ? waits[tries] : undefined;
      if (unknown !== undefined) {
        missing.push(unknown);
        names = names.filter((name) => name !== unknown);
      } else if (wait !== undefined) {
        tries += 1;
        onWait(`SuccessFactors is generating its metadata; next try in ${Math.ceil(wait / 1000)} s`);
        await pause(wait, signal);
        onWait(undefined);
      } else throw error;
    }
  }
}

/** The model, or why the answer has none: then the fault is not in a file that somebody could save again. */
function readable(text: string, connection: string): EntityModel {
  try {
    return readMetadata(text, `of ${connection}`);
  } catch (error) {
    if (!(error instanceof SfmapError)) throw error;
    throw new SfmapError(error.code, error.message, 'Nothing was written. Try again.', 3, { cause: error });
  }
}

const isGenerating = ({ message }: SfmapError): boolean => message.includes('metadata is being generated');

/** The entity that a refusal names; never the person, without whom there is nothing to read. */
function unknownEntity({ code, message }: SfmapError, names: readonly string[]): string | undefined {
  if (code !== 'COE_ENTITY_NOT_FOUND') return undefined;
  const words = new Set(message.match(/\w+/g));
  return names.find((name) => name !== 'PerPerson' && words.has(name));
}
