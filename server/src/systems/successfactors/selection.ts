import { SfmapError } from '../../core/errors.ts';
import { oneLine } from '../../core/one-line.ts';
import type { Waiting } from '../waiting.ts';

/**
 * Whether one tenant takes `$select`. A field that is switched off in its data model, or that its metadata does not know
 * yet, makes it refuse the whole query (COE_PROPERTY_NOT_FOUND); a server on the way may refuse a long address (414).
 * Then whole records are read for the rest of the run, which hold the same values and are larger.
 */
export class Selection {
  #refused = false;

  constructor(private readonly waiting: Waiting) {}

  /** The options of a query as they are to be sent. */
  of(query: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    if (!this.#refused) return query;
    const { $select: _, ...rest } = query;
    return rest;
  }

  /** Reads an address, and where its `$select` is refused the same one without. What is refused then too is thrown as it was. */
  async read<T>(url: string, read: (url: string) => Promise<T>): Promise<T> {
    try {
      return await read(url);
    } catch (error) {
      const whole = url.replace(/&\$select=[^&]*/, '');
      if (whole === url || !mayMeanSelect(error)) throw error;
      const answer = await read(whole).catch((second: unknown) => {
        throw second instanceof SfmapError && second.refused === 'request' ? error : second;
      });
      if (!this.#refused) this.#tell(error);
      this.#refused = true;
      return answer;
    }
  }

  #tell({ message }: SfmapError): void {
    const names = /Invalid property names?: ([\w/, ]{1,200})/.exec(message)?.[1]?.trim();
    const what = names === undefined ? 'the fields of this mapping by name' : `the field ${oneLine(names)}`;
    this.waiting.onWait?.(`SuccessFactors does not give ${what}; sfmap reads whole records`);
    this.waiting.onWait?.(undefined);
  }
}

function mayMeanSelect(error: unknown): error is SfmapError {
  if (!(error instanceof SfmapError)) return false;
  return error.status === 414 || error.code === 'COE_PROPERTY_NOT_FOUND' || error.message.includes('[COE0021]');
}
