/** A part of a multipart body, or a message inside of one: header fields by their names in small letters, and the rest. */
export interface Part {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** The boundary that a content type `multipart/mixed` names; null for any other content type. */
export function boundaryOf(contentType: string | undefined): string | null {
  const found = /^\s*multipart\/mixed\s*;(?:[^;]*;)*?\s*boundary=(?:"([^"]{1,200})"|([^\s";]{1,200}))/i;
  const [, quoted, bare] = found.exec((contentType ?? '').slice(0, 1000)) ?? [];
  return quoted ?? bare ?? null;
}

/** Header fields up to the first blank line, and the body behind it (RFC 2046, section 5.1). */
export function readPart(text: string): Part {
  const headers = new Map<string, string>();
  let at = 0;
  while (at < text.length) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? text.length : end).replace(/\r$/, '');
    at = end < 0 ? text.length : end + 1;
    if (line === '') break;
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, body: text.slice(at) };
}

/** The parts between the boundaries; null when a boundary or the last one is missing. */
export function partsOf(body: string, boundary: string): Part[] | null {
  const parts: Part[] = [];
  const delimiter = `--${boundary}`;
  let start = -1;
  for (let at = body.indexOf(delimiter); at >= 0; at = body.indexOf(delimiter, at + 1)) {
    if (at > 0 && body.charAt(at - 1) !== '\n') continue;
    const behind = at + delimiter.length;
    const isLast = body.startsWith('--', behind);
    const end = body.indexOf('\n', behind);
    // A longer boundary that begins like this one.
    if (!isLast && body.slice(behind, end < 0 ? undefined : end).trim() !== '') continue;
    if (start >= 0) parts.push(readPart(body.slice(start, at).replace(/\r?\n$/, '')));
    if (isLast) return parts;
    if (end < 0) return null;
    start = end + 1;
  }
  return null;
}
