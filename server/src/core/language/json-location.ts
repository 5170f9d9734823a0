/** A part of a JSON text: a string, a bracket, a sign between values, or a plain value. */
const PART = /"[^"\\]*(?:\\.[^"\\]*)*"?|[[\]{},:]|[^\s"[\]{},:]+/gs;

interface Container {
  readonly kind: 'object' | 'list';
  /** The name whose value comes next; of a list the position. */
  key: string | number;
}

/**
 * The place of the value at an offset of a JSON text, by names and positions from the outermost value on. On the name of
 * a member it is that member, between two members what holds them; blanks at the ends of a line belong to what stands on
 * it. The text must be sound JSON; of another one the answer is a guess.
 */
export function jsonLocationAt(text: string, offset: number): readonly (string | number)[] {
  const wanted = onText(text, offset);
  const stack: Container[] = [];
  let isName = false;
  const here = () => stack.map(({ key }) => key);
  for (const { 0: part, index } of text.matchAll(PART)) {
    const top = stack.at(-1);
    if (index > wanted) {
      // Nothing stands there: it is within what is open.
      return here().slice(0, -1);
    }
    const isAt = wanted < index + part.length;
    if (part === '{' || part === '[') {
      if (isAt) return here();
      stack.push({ kind: part === '{' ? 'object' : 'list', key: part === '{' ? '' : 0 });
      isName = part === '{';
    } else if (part === '}' || part === ']') {
      stack.pop();
      isName = false;
      if (isAt) return here();
    } else if (part === ',') {
      if (isAt) return here();
      if (top?.kind === 'list' && typeof top.key === 'number') top.key += 1;
      isName = top?.kind === 'object';
    } else if (part === ':') {
      isName = false;
      if (isAt) return here();
    } else {
      if (isName && top !== undefined) top.key = nameOf(part);
      if (isAt) return here();
    }
  }
  return [];
}

/** The offset, or the nearest sign on its line where it stands before or behind everything. */
function onText(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const newLine = text.indexOf('\n', offset);
  const line = text.slice(start, newLine === -1 ? text.length : newLine);
  const written = line.trim().replace(/(?<=.),$/, '');
  if (written === '') return offset;
  const first = start + line.indexOf(written);
  return Math.min(Math.max(offset, first), first + written.length - 1);
}

function nameOf(part: string): string {
  try {
    const name: unknown = JSON.parse(part);
    return typeof name === 'string' ? name : part;
  } catch {
    return part;
  }
}
