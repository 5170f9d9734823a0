const quote = 34;
const comma = 44;
const colon = 58;
const openList = 91;
const backslash = 92;
const closeList = 93;
const openObject = 123;
const closeObject = 125;

/**
 * Takes some lists out of a JSON document that comes piece by piece: each of their elements is given as text, and the
 * rest of the document, with these lists empty, in the end. So a long list need not be in memory. Whether it is JSON, whoever parses the texts learns.
 */
export class JsonLists {
  #rest = '';
  #element = '';
  #name: string | undefined;
  #inElements = false;
  #inText = false;
  #escaped = false;
  #depth = 0;

  /** @param names The lists, by their names in the object that the document is. */
  constructor(
    private readonly names: readonly string[],
    private readonly onElement: (name: string, text: string) => void,
  ) {}

  add(piece: string): void {
    let from = 0;
    for (let at = 0; at < piece.length; at += 1) {
      const code = piece.charCodeAt(at);
      if (this.#inText) {
        if (this.#escaped) this.#escaped = false;
        else if (code === backslash) this.#escaped = true;
        else if (code === quote) this.#inText = false;
        continue;
      }
      if (this.#ends(code)) {
        this.#take(piece.slice(from, at));
        from = this.#inElements && code === comma ? at + 1 : at;
        this.#endElement(code === closeList);
      }
      this.#count(code);
      if (code === colon && this.#depth === 1) {
        this.#take(piece.slice(from, at));
        from = at;
        this.#name = /"([^"\\]*)"\s*$/.exec(this.#rest)?.[1];
      } else if (code === openList && this.#depth === 2 && !this.#inElements && this.names.includes(this.#name ?? '')) {
        this.#take(piece.slice(from, at + 1));
        from = at + 1;
        this.#inElements = true;
      }
    }
    this.#take(piece.slice(from));
  }

  /** The document without the elements of the lists. */
  end(): string {
    return this.#rest + this.#element;
  }

  #count(code: number): void {
    if (code === quote) this.#inText = true;
    else if (code === openList || code === openObject) this.#depth += 1;
    else if (code === closeList || code === closeObject) this.#depth -= 1;
  }

  /** Whether an element of a list ends here. */
  #ends(code: number): boolean {
    return this.#inElements && this.#depth === 2 && (code === comma || code === closeList);
  }

  #endElement(last: boolean): void {
    const text = this.#element.trim();
    this.#element = '';
    if (text !== '') this.onElement(this.#name ?? '', text);
    if (last) this.#inElements = false;
  }

  #take(text: string): void {
    if (this.#inElements) this.#element += text;
    else this.#rest += text;
  }
}
