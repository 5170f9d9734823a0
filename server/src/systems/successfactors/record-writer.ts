import { SfmapError } from '../../core/errors.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { type Waiting, waitSaying } from '../waiting.ts';
import { missingValue } from './missing-value.ts';
import type { SuccessFactorsClient } from './successfactors-client.ts';
import { type UpsertResult, upsert } from './upsert.ts';

/** SuccessFactors takes 1,000 records in one call and warns of timeouts below that (KBA 3145174). */
const mostRecords = 200;
/** Milliseconds before a record on which the tenant's database deadlocked is sent again. */
const deadlockWaits = [500, 1_000, 2_000];

/**
 * Writes rows of one tenant by upsert. Calls that hold a User follow one another, never two at once: they deadlock when users
 * share a manager (KBA 2741801, 2913898). Others go side by side.
 */
export class RecordWriter {
  /** The last of the calls that hold a User. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly client: SuccessFactorsClient,
    private readonly waiting: Waiting,
  ) {}

  /**
   * Writes records, each with `__metadata.uri`, and tells what became of each, in their order.
   *
   * A record that lacks a required value is not sent. If the tenant refuses a call of isolated records as a whole, the
   * record that it refuses is found by sending halves. A deadlock is tried again.
   *
   * Inactive users are written only by whoever asks for it (`processInactiveEmployees`), which sfmap does not: the tenant
   * refuses them with its own words.
   *
   * @param isolated Each record is judged alone; else all succeed or fail together, as the two rows of a switch of
   *   primary flags must.
   * @throws SfmapError exit 3: unless `refused` is set, records may have been written.
   */
  write(records: readonly JsonObject[], isolated: boolean): Promise<readonly UpsertResult[]> {
    if (!records.some(isUser)) return this.#write(records, isolated);
    const work = this.#last.then(() => this.#write(records, isolated));
    this.#last = work.catch(() => undefined);
    return work;
  }

  async #write(records: readonly JsonObject[], isolated: boolean): Promise<readonly UpsertResult[]> {
    const results = records.map((record): UpsertResult | undefined => {
      const missing = missingValue(record);
      return missing === undefined ? undefined : { ok: false, message: `Nothing was sent: ${missing}` };
    });
    const refused = results.find((result) => result !== undefined);
    if (!isolated && refused) return results.map((result) => result ?? { ok: false, message: refused.message });

    const sent = [...records.keys()].filter((index) => results[index] === undefined);
    const size = isolated ? mostRecords : sent.length;
    const judge: Judge = (index, result) => {
      results[index] = result;
    };
    for (let at = 0; at < sent.length; at += size) {
      const part = sent.slice(at, at + size);
      if (isolated) await this.#isolated(records, part, judge);
      else await this.#together(records, part, judge);
    }
    await this.#again(records, isolated, results);
    return results.map((result) => result ?? { ok: false, message: 'SuccessFactors gave no result.' });
  }

  async #together(records: readonly JsonObject[], part: readonly number[], judge: Judge): Promise<void> {
    const answers = await upsert(this.client, pick(records, part), false);
    for (const [place, index] of part.entries()) judge(index, answers[place] ?? noResult);
  }

  /** Sends records that are judged one by one; halves them while the tenant refuses the call as a whole. */
  async #isolated(records: readonly JsonObject[], part: readonly number[], judge: Judge): Promise<void> {
    const parts = [part];
    let accepted = false;
    let reason = '';
    for (let open = parts.shift(); open !== undefined; open = parts.shift()) {
      try {
        const answers = await upsert(this.client, pick(records, open), true);
        for (const [place, index] of open.entries()) judge(index, answers[place] ?? noResult);
        accepted = true;
      } catch (error) {
        if (!(error instanceof SfmapError) || error.refused !== 'request') throw error;
        if (open.length > 1) {
          const half = Math.ceil(open.length / 2);
          parts.unshift(open.slice(0, half), open.slice(half));
          continue;
        }
        // Refused alike for two records and taken for none: it is the call that is refused, not a record.
        if (part.length > 1 && !accepted && reason === error.sentence) throw error;
        reason = error.sentence;
        for (const index of open) judge(index, { ok: false, message: error.sentence });
      }
    }
  }

  /** Sends records again on which the database deadlocked; a deadlock proves that they were not written. */
  async #again(
    records: readonly JsonObject[],
    isolated: boolean,
    results: (UpsertResult | undefined)[],
  ): Promise<void> {
    for (const milliseconds of deadlockWaits) {
      const locked = [...results.keys()].filter((index) => isDeadlock(results[index]));
      if (locked.length === 0) return;
      await waitSaying(
        this.waiting,
        milliseconds,
        'SuccessFactors was busy with the same rows; sfmap writes them again',
      );
      // Together, one deadlock has kept all from being written.
      const open = isolated ? locked : [...records.keys()];
      for (const part of isolated ? open.map((index) => [index]) : [open]) {
        const answers = await upsert(this.client, pick(records, part), isolated);
        for (const [place, index] of part.entries()) results[index] = answers[place] ?? noResult;
      }
    }
  }
}

type Judge = (index: number, result: UpsertResult) => void;

const noResult: UpsertResult = { ok: false, message: 'SuccessFactors gave no result.' };

const pick = (records: readonly JsonObject[], indexes: readonly number[]) =>
  indexes.map((index) => records[index] ?? {});

/** Whether a record is one of the set User, by its key or without. */
function isUser({ __metadata: metadata }: JsonObject): boolean {
  const uri = isJsonObject(metadata) ? metadata['uri'] : undefined;
  return typeof uri !== 'string' || /(^|\/)User(\(|$)/.test(uri);
}

const isDeadlock = (result: UpsertResult | undefined) =>
  result !== undefined && !result.ok && /ORA-00060|deadlock/i.test(result.message);
