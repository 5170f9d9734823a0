/** One element of DER: its tag, its content, and what is inside of a constructed one. */
export interface Element {
  readonly tag: number;
  readonly content: Buffer;
  readonly inside: readonly Element[];
}

/**
 * Reads one element as strictly as ITU-T X.690 has DER: every length in as few octets as will do, and nothing behind it.
 *
 * @throws Error where it is none
 */
export function readDer(octets: Buffer): Element {
  const [element, end] = readAt(octets, 0);
  if (end !== octets.length) throw new Error(`${octets.length - end} octets behind the end`);
  return element;
}

function readAt(octets: Buffer, start: number): [Element, end: number] {
  const tag = octets.readUInt8(start);
  const first = octets.readUInt8(start + 1);
  const more = first < 0x80 ? 0 : first & 0x7f;
  const from = start + 2 + more;
  const length = more === 0 ? first : octets.readUIntBE(start + 2, more);
  if (more > 0 && (length < 0x80 || length < 256 ** (more - 1))) throw new Error(`${length} in ${more} octets`);
  const end = from + length;
  if (first === 0x80 || end > octets.length) throw new Error(`no end of what begins at ${start}`);
  const content = octets.subarray(from, end);
  return [{ tag, content, inside: (tag & 0x20) === 0 ? [] : readAll(content) }, end];
}

function readAll(octets: Buffer): Element[] {
  const elements: Element[] = [];
  for (let at = 0; at < octets.length; ) {
    const [element, end] = readAt(octets, at);
    elements.push(element);
    at = end;
  }
  return elements;
}
