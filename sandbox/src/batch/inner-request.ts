import type { Request } from '../http/reply.ts';
import { badRequest } from '../odata/odata-error.ts';
import { readPart } from './multipart.ts';

/** Well-known clients leave the blanks of a filter as they are. */
const LINE = /^([A-Z]{1,20}) (\S.{0,1000000}) HTTP\/1\.[01]$/;

/**
 * The request that a part of type application/http holds. Its address is relative to the service, or absolute.
 *
 * @param root path of the service, `/odata/v2`
 * @throws ODataError 400 for a part that holds no request
 */
export function innerRequest(outer: Request, text: string, root: string): Request {
  const body = text.replace(/^(?:\r?\n){1,10}/, '');
  const end = body.indexOf('\n');
  const [, method = '', address = ''] = LINE.exec((end < 0 ? body : body.slice(0, end)).replace(/\r$/, '')) ?? [];
  if (method === '') throw badRequest('[COE0018]A part of the batch holds no request of the form "GET User HTTP/1.1"');
  const { headers, body: content } = readPart(end < 0 ? '' : body.slice(end + 1));
  const question = address.indexOf('?');
  const rawPath = question < 0 ? address : address.slice(0, question);
  return {
    method,
    path: pathOf(rawPath, root),
    rawQuery: question < 0 ? '' : address.slice(question + 1),
    headers: Object.fromEntries(headers),
    body: content,
    origin: outer.origin,
  };
}

function pathOf(rawPath: string, root: string): string {
  let path: string;
  try {
    path = decodeURIComponent(rawPath.replace(/^https?:\/\/[^/]*/i, ''));
  } catch {
    throw badRequest('[COE0018]An address in the batch is not encoded properly');
  }
  return path.startsWith(`${root}/`) ? path : `${root}/${path.replace(/^\//, '')}`;
}
