import type { Request } from '../http/reply.ts';
import type { Row } from '../model/entity.ts';
import { badRequest } from './odata-error.ts';

/** SuccessFactors' largest page, and its page where the caller names none (SAP KBA 2489065). */
const MAX_PAGE = 1000;

interface Token {
  readonly startRow: number;
  readonly endRow: number;
}

/** A whole number from a query parameter, or undefined when it is not there. */
export function wholeNumber(parameters: ReadonlyMap<string, string>, name: string): number | undefined {
  const text = parameters.get(name);
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw badRequest(`[COE0018]${name} is no whole number`);
  return Number(text);
}

/** The rows of the page that was asked for, and the token of the next one. Tokens are offsets: they drift under edits. */
export function pageOf(rows: Row[], parameters: ReadonlyMap<string, string>): { rows: Row[]; next: Token | null } {
  const top = wholeNumber(parameters, '$top');
  const skip = wholeNumber(parameters, '$skip') ?? 0;
  const asked = wholeNumber(parameters, 'customPageSize') ?? MAX_PAGE;
  if (asked === 0) throw badRequest('[COE0018]customPageSize is no positive whole number');
  const size = Math.min(asked, MAX_PAGE);
  const wanted = rows.slice(skip, top === undefined ? undefined : skip + top);
  const start = parameters.has('$skiptoken') ? readToken(parameters.get('$skiptoken') ?? '').startRow : 0;
  const end = start + size;
  return { rows: wanted.slice(start, end), next: end < wanted.length ? { startRow: end, endRow: end + size } : null };
}

function readToken(text: string): Token {
  try {
    const token: unknown = JSON.parse(Buffer.from(text.replaceAll(' ', '+'), 'base64').toString('utf8'));
    if (typeof token === 'object' && token !== null && 'startRow' in token && 'endRow' in token) {
      const { startRow, endRow } = token;
      if (Number.isInteger(startRow) && Number.isInteger(endRow) && Number(startRow) >= 0) {
        return { startRow: Number(startRow), endRow: Number(endRow) };
      }
    }
  } catch {
    // Said below, as for every other token that is not one.
  }
  throw badRequest('[COE0018]Invalid $skiptoken');
}

/** The absolute URL of the next page: the query as it was sent, with the token put last. */
export function nextLink(request: Request, token: Token): string {
  const kept = request.rawQuery.split('&').filter((part) => part !== '' && !/^(\$|%24)skiptoken=/i.test(part));
  const text = Buffer.from(JSON.stringify(token)).toString('base64');
  return `${request.origin}${encodeURI(request.path)}?${[...kept, `$skiptoken=${text}`].join('&')}`;
}
