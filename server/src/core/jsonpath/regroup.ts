/** A test with groups: a comparison as written, or parts joined by one operator. */
export type TestTree = string | { readonly operator: '&&' | '||'; readonly parts: readonly TestTree[] };

/** Deeper groups are not rewritten. */
const DEEPEST = 20;

/**
 * The text of a test without parentheses that Json.NET reads as the tree says. It nests all that follows a change of
 * operator, so each group must stand behind the comparisons that it is joined with; undefined where two groups are
 * joined, which no filter can hold.
 */
export function arrange(tree: TestTree): Arranged | undefined {
  return arrangedAt(tree, 0);
}

/** A test without parentheses. */
export interface Arranged {
  readonly text: string;
  /** Whether `&&` stands before `||` in it, which people read otherwise than Json.NET does. */
  readonly misleading: boolean;
}

function arrangedAt(tree: TestTree, depth: number): Arranged | undefined {
  if (typeof tree === 'string') return { text: tree, misleading: false };
  if (depth > DEEPEST) return undefined;
  const parts = tree.parts.flatMap((part) => flattened(part, tree.operator));
  const groups = parts.filter((part) => typeof part !== 'string');
  if (groups.length > 1) return undefined;
  const [last] = groups;
  const texts = parts.filter((part) => typeof part === 'string');
  if (last === undefined) return { text: texts.join(` ${tree.operator} `), misleading: false };
  const group = arrangedAt(last, depth + 1);
  if (group === undefined) return undefined;
  return {
    text: [...texts, group.text].join(` ${tree.operator} `),
    misleading: group.misleading || (tree.operator === '&&' && texts.length > 0),
  };
}

function flattened(tree: TestTree, operator: string): readonly TestTree[] {
  if (typeof tree === 'string') return [tree];
  const [only] = tree.parts;
  if (tree.parts.length === 1 && only !== undefined) return flattened(only, operator);
  return tree.operator === operator ? tree.parts.flatMap((part) => flattened(part, operator)) : [tree];
}

/** How Json.NET reads comparisons and the operators between them, with the parentheses that it has in mind. */
export function nested(terms: readonly string[], operators: readonly string[]): string {
  let text = '';
  let open = 0;
  for (const [index, term] of terms.entries()) {
    const [before, behind] = [operators[index - 1], operators[index]];
    if (before !== undefined) text += ` ${before} `;
    if (before !== undefined && behind !== undefined && before !== behind) {
      text += '(';
      open += 1;
    }
    text += term;
  }
  return text + ')'.repeat(open);
}

/**
 * Reads a test that is grouped as in other languages: parentheses, `&&` before `||`, the words `and` and `or`.
 * Undefined where it is nothing of the kind.
 */
export function readGroups(text: string): TestTree | undefined {
  const reader = new GroupReader(text);
  const tree = reader.alternatives(0);
  return tree !== undefined && reader.atEnd ? tree : undefined;
}

class GroupReader {
  private at = 0;

  constructor(private readonly text: string) {}

  get atEnd(): boolean {
    this.skipBlanks();
    return this.at >= this.text.length;
  }

  alternatives(depth: number): TestTree | undefined {
    return this.joined('||', /^(?:\|\|?|or(?![\p{L}\p{N}_]))/iu, () =>
      this.joined('&&', /^(?:&&?|and(?![\p{L}\p{N}_]))/iu, () => this.part(depth)),
    );
  }

  private joined(operator: '&&' | '||', written: RegExp, read: () => TestTree | undefined): TestTree | undefined {
    const parts: TestTree[] = [];
    for (;;) {
      const part = read();
      if (part === undefined) return undefined;
      parts.push(part);
      this.skipBlanks();
      const connective = written.exec(this.text.slice(this.at, this.at + 4))?.[0];
      if (connective === undefined) return parts.length === 1 ? part : { operator, parts };
      this.at += connective.length;
    }
  }

  private part(depth: number): TestTree | undefined {
    this.skipBlanks();
    if (this.text.charAt(this.at) !== '(') return this.comparison();
    if (depth >= DEEPEST) return undefined;
    this.at += 1;
    const inner = this.alternatives(depth + 1);
    this.skipBlanks();
    if (inner === undefined || this.text.charAt(this.at) !== ')') return undefined;
    this.at += 1;
    return inner;
  }

  /** A comparison as written: to the next operator or parenthesis outside quotes, patterns and brackets. */
  private comparison(): string | undefined {
    const start = this.at;
    let depth = 0;
    while (this.at < this.text.length) {
      const char = this.text.charAt(this.at);
      if (depth === 0 && (')&|'.includes(char) || /^ (?:and|or) /i.test(this.text.slice(this.at, this.at + 5)))) break;
      if (char === "'" || (char === '/' && /=~ *$/.test(this.text.slice(start, this.at)))) {
        const end = this.closing(char);
        if (end === undefined) return undefined;
        this.at = end;
        continue;
      }
      if (char === '[' || char === '(') depth += 1;
      else if (char === ']' || char === ')') depth -= 1;
      this.at += 1;
    }
    const text = this.text.slice(start, this.at).trim();
    return text === '' || depth !== 0 ? undefined : text;
  }

  private closing(delimiter: string): number | undefined {
    for (let at = this.at + 1; at < this.text.length; at += 1) {
      if (this.text.charAt(at) === '\\') at += 1;
      else if (this.text.charAt(at) === delimiter) return at + 1;
    }
    return undefined;
  }

  private skipBlanks(): void {
    while (this.text.charAt(this.at) === ' ') this.at += 1;
  }
}
