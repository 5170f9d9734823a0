/**
 * Random numbers that are the same in every run: a test must not pass today and fail tomorrow. The seed is a text, for
 * a test its name. Source of the generator: SplitMix32.
 *
 * @returns A function that gives a number from 0 to below 1 at each call.
 */
export function repeatableRandom(seed: string): () => number {
  let state = 0;
  for (const c of seed) state = (Math.imul(state, 31) + (c.codePointAt(0) ?? 0)) >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}
