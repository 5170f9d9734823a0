import { SfmapError } from '../errors.ts';

/** A value of a baseline with its place, so that whatever is wrong with it can be named. */
export class JsonReader {
  readonly value: unknown;
  readonly #place: string;

  constructor(value: unknown, place = '') {
    this.value = value;
    this.#place = place;
  }

  /** A member of this object; undefined when it is missing or null. */
  optional(name: string): JsonReader | undefined {
    const member = this.#object()[name];
    return member === undefined || member === null ? undefined : this.#at(name, member);
  }

  /** A member of this object. */
  member(name: string): JsonReader {
    return this.optional(name) ?? this.fail(`has no ${name}`);
  }

  /** The entries of a member that is a list; none when it is missing. */
  list(name: string): JsonReader[] {
    const member = this.optional(name);
    if (member === undefined) return [];
    if (!Array.isArray(member.value)) return member.fail('is no list');
    return member.value.map((entry, i) => new JsonReader(entry, `${member.#place}[${i}]`));
  }

  text(): string {
    return typeof this.value === 'string' ? this.value : this.fail('is no text');
  }

  truth(): boolean {
    return typeof this.value === 'boolean' ? this.value : this.fail('is neither true nor false');
  }

  /** @throws SfmapError `SFM-BASELINE`, exit 2, always. */
  fail(problem: string): never {
    throw baselineError(`The baseline is not valid: ${this.#place === '' ? 'it' : this.#place} ${problem}.`);
  }

  #object(): Readonly<Record<string, unknown>> {
    const { value } = this;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return this.fail('is no object');
    return value as Readonly<Record<string, unknown>>;
  }

  #at(name: string, value: unknown): JsonReader {
    return new JsonReader(value, this.#place === '' ? name : `${this.#place}.${name}`);
  }
}

/** An error of a baseline, with its cure. */
export function baselineError(
  message: string,
  cure = "Give the synchronization schema as Microsoft Graph's beta endpoint returns it.",
): SfmapError {
  return new SfmapError('SFM-BASELINE', message, cure, 2);
}
