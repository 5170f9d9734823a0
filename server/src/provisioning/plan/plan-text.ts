import { createHash, createHmac, type Hash, type Hmac, timingSafeEqual } from 'node:crypto';
import { SfmapError } from '../../core/errors.ts';
import { inPieces } from './in-pieces.ts';
import { JsonLists } from './json-lists.ts';
import { type Listed, linesOf, PackedList } from './packed-list.ts';
import type { Outsider, PersonPreview } from './person-preview.ts';
import { type Plan, packedPeople } from './plan.ts';
import { planContradiction } from './plan-contradiction.ts';
import { outsiderSchema, planHeaderSchema, plannedPersonSchema, planVersion } from './plan-schema.ts';
import { sortedJson } from './sorted-json.ts';

/** The checksum of a plan: SHA-256 of its JSON with sorted names. The editor's plans are known by it too. */
export function planChecksum(plan: Plan): string {
  return digestOf(plan, createHash('sha256')).digest('hex');
}

/**
 * A plan as a file holds it, piece by piece: JSON with a person on each line, its checksum, and a signature that only the
 * holder of the key can make.
 */
export function planToText(plan: Plan, key: string): Generator<string> {
  return inPieces(planParts(plan, key));
}

function* planParts(plan: Plan, key: string): Generator<string> {
  const { people, outside, ...header } = plan;
  const checksum = planChecksum(plan);
  const signed = { ...header, checksum, signature: planSignature(plan, key) };
  yield `${JSON.stringify(signed, undefined, 2).slice(0, -'\n}'.length)},\n`;
  yield '  "people": [\n';
  yield* onLines(linesOf(people));
  yield '\n  ],\n  "outside": [\n';
  yield* onLines(linesOf(outside));
  yield '\n  ]\n}\n';
}

function* onLines(pieces: Iterable<string>): Generator<string> {
  let separator = '';
  for (const piece of pieces) {
    yield separator + piece.replaceAll('\n', ',\n');
    separator = ',\n';
  }
}

/** Takes a plan in as JSON with sorted names, never whole. */
function digestOf<H extends Hash | Hmac>(plan: Plan, hash: H): H {
  const { people, outside, ...header } = plan;
  const lists = new Map<string, Listed<unknown>>([
    ['people', people],
    ['outside', outside],
  ]);
  let separator = '{';
  for (const name of [...Object.keys(header), ...lists.keys()].sort()) {
    const list = lists.get(name);
    const value = header[name as keyof typeof header];
    if (list === undefined && value === undefined) continue;
    hash.update(`${separator}${JSON.stringify(name)}:`);
    separator = ',';
    if (list === undefined) hash.update(sortedJson(value));
    else digestList(list, hash);
  }
  hash.update('}');
  return hash;
}

function digestList(items: Iterable<unknown>, hash: Hash | Hmac): void {
  let separator = '[';
  for (const item of items) {
    hash.update(separator + sortedJson(item));
    separator = ',';
  }
  hash.update(separator === '[' ? '[]' : ']');
}

/** A plan as it was read, and what its file says of who made it. */
export interface ReadPlan {
  readonly plan: Plan;
  /** HMAC-SHA256, hexadecimal; empty when there is none. */
  readonly signature: string;
}

/** Whether a plan was signed with a key. */
export function isSignedWith({ plan, signature }: ReadPlan, key: string): boolean {
  const expected = Buffer.from(planSignature(plan, key), 'hex');
  const given = Buffer.from(signature, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function planSignature(plan: Plan, key: string): string {
  return digestOf(plan, createHmac('sha256', key)).digest('hex');
}

/**
 * Reads a plan that comes piece by piece, and checks that it is whole, and that its parts fit one another. Who made it is
 * not checked here.
 */
export class PlanReader {
  readonly #people = packedPeople();
  readonly #outside = new PackedList<Outsider>();
  readonly #lists = new JsonLists(['people', 'outside'], (name, text) => this.#take(name, text));
  #begin = '';
  #broken: unknown;
  #fits = true;

  /** @param file Its path, for messages. */
  constructor(private readonly file: string) {}

  add(piece: string): void {
    if (this.#begin === '') this.#begin = piece.trimStart().slice(0, 1);
    this.#lists.add(piece);
  }

  /** @throws SfmapError exit 2: no plan; exit 1: cut off, edited, or of another version. */
  end(): ReadPlan {
    const json = this.#document();
    if (typeof json !== 'object' || json === null || !('sfmapPlan' in json)) throw noPlan(this.file);
    if (json.sfmapPlan !== planVersion) throw otherVersion(this.file);
    const { checksum, signature, people, outside, ...rest } = json as Record<string, unknown>;
    const header = planHeaderSchema.safeParse(rest);
    const lists = [people, outside].every((list) => Array.isArray(list) && list.length === 0);
    if (!header.success || !lists || !this.#fits) throw edited(this.file, 'its content does not fit its checksum');
    const plan: Plan = { ...header.data, people: this.#people, outside: this.#outside };
    if (checksum !== planChecksum(plan)) throw edited(this.file, 'its content does not fit its checksum');
    const contradiction = planContradiction(plan);
    if (contradiction !== undefined) throw edited(this.file, contradiction);
    return { plan, signature: typeof signature === 'string' ? signature : '' };
  }

  /** What is wrong is told in the end: only then it is known whether it is a plan, and of which version. */
  #take(name: string, text: string): void {
    if (this.#broken !== undefined) return;
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch (error) {
      this.#broken = error;
      return;
    }
    const read = name === 'people' ? plannedPersonSchema.safeParse(json) : outsiderSchema.safeParse(json);
    this.#fits &&= read.success;
    if (!this.#fits) return;
    if (name === 'people') this.#people.push(json as PersonPreview);
    else this.#outside.push(json as Outsider);
  }

  #document(): unknown {
    try {
      if (this.#broken !== undefined) throw this.#broken;
      return JSON.parse(this.#lists.end());
    } catch (error) {
      throw this.#begin === '{' ? cutOff(this.file, error) : noPlan(this.file);
    }
  }
}

function cutOff(file: string, cause: unknown): SfmapError {
  const message = `The plan ${file} is cut off or damaged: it is not JSON.`;
  return new SfmapError('SFM-PLAN-BROKEN', message, 'Make a new plan.', 1, { cause });
}

function otherVersion(file: string): SfmapError {
  const message = `The plan ${file} was made by another version of sfmap.`;
  return new SfmapError('SFM-PLAN-VERSION', message, 'Make a new plan with this one.', 1);
}

function edited(file: string, why: string): SfmapError {
  return new SfmapError(
    'SFM-PLAN-EDITED',
    `The plan ${file} is not as it was made: ${why}.`,
    'A plan cannot be edited. Change the mapping or the data, and make a new plan.',
    1,
  );
}

function noPlan(file: string): SfmapError {
  return new SfmapError(
    'SFM-PLAN',
    `${file} is no plan of sfmap.`,
    'Give the file that sfmap plan --out has written.',
    2,
  );
}
