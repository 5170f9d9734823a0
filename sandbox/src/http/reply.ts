import type { IncomingHttpHeaders } from 'node:http';

/** A request as the two systems see it: read whole, with the query string still encoded. */
export interface Request {
  readonly method: string;
  /** Decoded path, without the query string. */
  readonly path: string;
  /** Query string as sent, without the question mark. */
  readonly rawQuery: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** `http://` and the host that the caller asked for. */
  readonly origin: string;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body: string;
}

export const jsonReply = (status: number, body: unknown, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json;charset=utf-8', ...headers },
  body: JSON.stringify(body),
});

// What XML 1.0 has no place for, not even escaped.
const NO_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/** Text made safe for XML and HTML. */
export const escapeMarkup = (text: string): string =>
  text
    .toWellFormed()
    .replace(NO_XML, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

/** A percent-encoded text decoded, `+` as a blank; null when the encoding is broken. */
export function decodeQuery(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
}

/** The parameters of a query string, decoded; a repeated name keeps its last value; null when badly encoded. */
export function queryParameters(rawQuery: string): Map<string, string> | null {
  const parameters = new Map<string, string>();
  for (const part of rawQuery.split('&')) {
    if (part === '') continue;
    const at = part.indexOf('=');
    const name = decodeQuery(at < 0 ? part : part.slice(0, at));
    const value = decodeQuery(at < 0 ? '' : part.slice(at + 1));
    if (name === null || value === null) return null;
    parameters.set(name, value);
  }
  return parameters;
}
