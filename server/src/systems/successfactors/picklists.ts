import * as z from 'zod';
import { SfmapError } from '../../core/errors.ts';
import { oneLine } from '../../core/one-line.ts';
import type { Waiting } from '../waiting.ts';
import { odataString } from './odata-literals.ts';
import { readInt64 } from './odata-values.ts';
import { steadily } from './steadily.ts';
import type { SuccessFactorsClient } from './successfactors-client.ts';

const listSchema = z.object({
  picklistOptions: z.object({
    results: z.array(z.object({ id: z.union([z.string(), z.number()]), externalCode: z.string().nullish() })),
  }),
});

const retryWaits = [500, 1_500];

/**
 * The picklists of one tenant, each read once. Option ids differ from tenant to tenant, external codes do not: B for
 * business in ecEmailType and ecPhoneType (KBA 2773713).
 */
export class Picklists {
  readonly #read = new Map<string, Promise<ReadonlyMap<string, string>>>();

  constructor(
    private readonly client: SuccessFactorsClient,
    private readonly waiting: Waiting,
  ) {}

  /**
   * The options of a picklist: of each id its external code, empty where it has none.
   *
   * @param picklist `ecEmailType`.
   * @throws SfmapError exit 3: there is no such picklist, for tenants may rename them, or the API user may not see it.
   */
  options(picklist: string, signal?: AbortSignal): Promise<ReadonlyMap<string, string>> {
    const known = this.#read.get(picklist);
    if (known !== undefined) return known;
    const reading = this.#options(picklist, signal);
    this.#read.set(picklist, reading);
    reading.catch(() => this.#read.delete(picklist));
    return reading;
  }

  /**
   * The id of an option in this tenant.
   *
   * @throws SfmapError exit 3 as `options`; exit 2: no option, or several, have this code.
   */
  async optionId(picklist: string, externalCode: string, signal?: AbortSignal): Promise<string> {
    const options = [...(await this.options(picklist, signal))];
    const ids = options.filter(([, code]) => code === externalCode).map(([id]) => id);
    if (ids[0] !== undefined && ids.length === 1) return ids[0];
    const codes = oneLine(options.map(([id, code]) => `${code} = ${id}`).join(', ')).slice(0, 1_000);
    throw new SfmapError(
      'SFM-PICKLIST',
      `${ids.length === 0 ? 'No option' : 'More than one option'} of ${picklist} has the external code ${externalCode}.`,
      `The tenant has ${codes || 'none'}.`,
      2,
    );
  }

  async #options(picklist: string, signal?: AbortSignal): Promise<ReadonlyMap<string, string>> {
    const path = `Picklist(${encodeURIComponent(odataString(picklist))})`;
    const url = this.client.address(path, { $expand: 'picklistOptions' });
    const answer = await steadily(() => this.client.get(url, signal), retryWaits, this.waiting, signal);
    const parsed = listSchema.safeParse(answer);
    const ids = parsed.data?.picklistOptions.results.map(({ id }) => readInt64(id));
    if (parsed.data === undefined || ids === undefined || ids.includes(undefined)) {
      throw new SfmapError('SFM-HTTP-SHAPE', `SuccessFactors sent ${picklist} without its options.`, 'Try again.', 3);
    }
    return new Map(
      parsed.data.picklistOptions.results.map(({ externalCode }, index) => [String(ids[index]), externalCode ?? '']),
    );
  }
}
