import { type Arguments, eager, flow } from '../function.ts';
import { randomBelow } from '../host.ts';
import { fail } from '../problem.ts';
import { readText, readWholeNumber } from '../readers.ts';

/** The function reference does not list the special characters; these are those that passwords usually allow. */
const SPECIAL = '!@#$%^&*()_-+=[]{}|;:,.?~';
const CLASSES = ['0123456789', SPECIAL, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'] as const;
const NAMES = ['MinimumNumbers', 'MinimumSpecialCharacters', 'MinimumCapital', 'MinimumLowerCase'] as const;

/**
 * `RandomString(Length, MinimumNumbers, MinimumSpecialCharacters, MinimumCapital, MinimumLowerCase, CharactersToAvoid)`:
 * a random text with at least so many characters of each kind, in random order; at most 256. The function reference does
 * not say of which kinds the rest is: here of those that were asked for, or of all where none was. It leaves
 * MinimumLowerCase out of the sum that Length must reach; it is counted here, as there would be no room for it otherwise.
 */
export const randomString = eager(
  'RandomString',
  (values, args) => {
    const length = readWholeNumber(values[0] ?? null, 'The Length of RandomString');
    if (length < 0 || length > 256) return fail(`The Length of RandomString is 0 to 256, not ${length}.`);
    const minimums = NAMES.map((name, index) => readMinimum(values[index + 1] ?? null, name));
    const sum = minimums.reduce((total, minimum) => total + minimum, 0);
    if (sum > length) return fail(`RandomString has no room for ${sum} characters in a Length of ${length}.`);
    const avoid = new Set(readText(values[5] ?? null, 'CharactersToAvoid of RandomString') ?? '');
    return flow(shuffled(draw(length, minimums, avoid, args), args).join(''));
  },
  ['random'],
);

function readMinimum(value: string | readonly string[] | null, name: string): number {
  const minimum = readWholeNumber(value, `${name} of RandomString`);
  return minimum < 0 ? fail(`${name} of RandomString is ${minimum}.`) : minimum;
}

function draw(length: number, minimums: readonly number[], avoid: ReadonlySet<string>, { host }: Arguments): string[] {
  const sets = CLASSES.map((letters) => [...letters].filter((letter) => !avoid.has(letter)));
  const drawn: string[] = [];
  sets.forEach((letters, index) => {
    const minimum = minimums[index] ?? 0;
    if (minimum > 0 && letters.length === 0)
      fail(`CharactersToAvoid of RandomString leaves nothing for ${NAMES[index]}.`);
    for (let i = 0; i < minimum; i += 1) drawn.push(letters[randomBelow(host, letters.length, 'RandomString')] ?? '');
  });
  const wanted = minimums.some((minimum) => minimum > 0) ? sets.filter((_, index) => (minimums[index] ?? 0) > 0) : sets;
  const all = wanted.flat();
  if (all.length === 0 && drawn.length < length) fail('CharactersToAvoid of RandomString leaves nothing.');
  while (drawn.length < length) drawn.push(all[randomBelow(host, all.length, 'RandomString')] ?? '');
  return drawn;
}

function shuffled(letters: string[], { host }: Arguments): string[] {
  for (let i = letters.length - 1; i > 0; i -= 1) {
    const other = randomBelow(host, i + 1, 'RandomString');
    [letters[i], letters[other]] = [letters[other] ?? '', letters[i] ?? ''];
  }
  return letters;
}
