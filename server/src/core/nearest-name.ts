/**
 * The candidate that a mistyped name most likely means: one that differs in case alone, else the one with the fewest
 * typing mistakes (a letter more, less, changed, or two exchanged), the first of several. At most 1 mistake in names of
 * up to 3 letters, 2 of up to 7, 3 in longer ones; undefined when none is that near.
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  return nearest(name, candidates, () => true);
}

function nearest(
  name: string,
  candidates: Iterable<string>,
  isPossible: (candidate: string) => boolean,
): string | undefined {
  const wanted = name.toLowerCase();
  let found: string | undefined;
  let allowed = wanted.length <= 3 ? 1 : wanted.length <= 7 ? 2 : 3;
  for (const candidate of candidates) {
    if (candidate === name) continue;
    const lower = candidate.toLowerCase();
    if (lower === wanted) return candidate;
    if (Math.abs(lower.length - wanted.length) > allowed) continue;
    const distance = typingMistakes(wanted, lower, allowed);
    if (distance <= allowed && distance < Math.max(wanted.length, lower.length) && isPossible(candidate)) {
      found = candidate;
      allowed = distance - 1;
    }
  }
  return found;
}

/**
 * As `nearestName`, for names of attributes: a digit is part of what such a name means, so no candidate differs in one.
 * `custom16` is none of `custom06` and `custom15`.
 */
export function nearestAttribute(name: string, candidates: Iterable<string>): string | undefined {
  const digits = digitsOf(name);
  return nearest(name, candidates, (candidate) => digitsOf(candidate) === digits);
}

/** The names are short enough for many words that mean something else to be one slip away. */
const LONG = 6;

/**
 * Whether a name is surely another one, mistyped: it differs in case alone, or in a long name two letters are exchanged,
 * one lacks or one is doubled. A letter that was changed for another makes another word, as does the s of a plural.
 */
export function isSlip(name: string, meant: string): boolean {
  const [a, b] = [name.toLowerCase(), meant.toLowerCase()];
  if (a === b) return true;
  if (Math.min(a.length, b.length) < LONG || digitsOf(a) !== digitsOf(b)) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const [restOfA, restOfB] = [a.slice(at), b.slice(at)];
  if (a.length === b.length) return `${restOfA[1]}${restOfA[0]}${restOfA.slice(2)}` === restOfB;
  if (a.length + 1 === b.length) return restOfA === restOfB.slice(1) && restOfB !== 's';
  return a.length === b.length + 1 && restOfA.slice(1) === restOfB && a[at] === a[at - 1];
}

const digitsOf = (name: string) => name.replace(/\D+/g, ' ').trim();

/**
 * The Damerau-Levenshtein distance in its restricted form: no letter is moved twice. Where it is more than `most`, it is
 * only told that it is: most names are far from each other, and two letters show it.
 */
function typingMistakes(a: string, b: string, most: number): number {
  let beforeLast: number[] = [];
  let leastBefore = 0;
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= b.length; column += 1) {
      const same = a.charCodeAt(row - 1) === b.charCodeAt(column - 1);
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const exchanged =
        row > 1 &&
        column > 1 &&
        a.charCodeAt(row - 1) === b.charCodeAt(column - 2) &&
        a.charCodeAt(row - 2) === b.charCodeAt(column - 1);
      if (exchanged) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      current.push(cost);
      if (cost < least) least = cost;
    }
    // Exchanged letters look two rows back, and cost one more than is found there.
    if (least > most && leastBefore >= most) return most + 1;
    leastBefore = least;
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}
