/** A sign, a value or a comment of inline JSON. */
export interface JsonSign {
  readonly text: string;
  readonly kind: 'open' | 'close' | 'comma' | 'colon' | 'value' | 'comment' | 'line comment';
  readonly start: number;
  /** How many lines end between the one before and this one. */
  readonly newlines: number;
}

const SIGN = /"(?:\\[^\r\n]|[^"\\\r\n])*"?|\/\/[^\r\n]*|\/\*[\s\S]*?\*\/|[{}[\],:]|[^\s{}[\],:"/]+|\//g;

const KINDS: Readonly<Record<string, JsonSign['kind']>> = {
  '{': 'open',
  '[': 'open',
  '}': 'close',
  ']': 'close',
  ',': 'comma',
  ':': 'colon',
};

/** The signs, values and comments of inline JSON in their order, also where it has a mistake. */
export function jsonSigns(text: string): JsonSign[] {
  let last = 0;
  return [...text.matchAll(SIGN)].map(({ 0: own, index }) => {
    const newlines = text.slice(last, index).match(/\r\n|[\r\n]/g)?.length ?? 0;
    last = index + own.length;
    return { text: own.trimEnd(), kind: kindOf(own), start: index, newlines };
  });
}

function kindOf(text: string): JsonSign['kind'] {
  if (text.startsWith('//')) return 'line comment';
  return text.startsWith('/*') ? 'comment' : (KINDS[text] ?? 'value');
}

export const isComment = ({ kind }: JsonSign) => kind === 'comment' || kind === 'line comment';
