/**
 * Random numbers that are drawn once for a person and given again as often as the person is evaluated: a value by chance
 * stays the one whose freedom was asked about, and two mappings that are compared draw alike.
 */
export class RepeatedDraws {
  readonly #draws = new Map<string, number[]>();

  /** @param random A number from 0 to below 1 at each call. */
  constructor(private readonly random: () => number) {}

  /** The numbers of a person from the first on. */
  of(person: string): () => number {
    const draws = this.#draws.get(person) ?? [];
    this.#draws.set(person, draws);
    let at = 0;
    return () => {
      const draw = draws[at] ?? this.random();
      draws[at] = draw;
      at += 1;
      return draw;
    };
  }

  /** The numbers of these people are not needed again. */
  forget(): void {
    this.#draws.clear();
  }
}
