import { randomBytes } from 'node:crypto';
import { escapeMarkup, jsonReply, queryParameters, type Reply, type Request } from '../http/reply.ts';
import { atom } from '../odata/atom.ts';
import { metadata } from '../odata/metadata.ts';
import { badRequest, errorReply, ODataError } from '../odata/odata-error.ts';
import { type Answer, type ReadContext, read } from '../odata/read.ts';
import { wireJson } from '../odata/wire.ts';
import { TooManyRecords } from '../upsert/record.ts';
import { type UpsertContext, type UpsertResult, upsert } from '../upsert/upsert.ts';
import { refuseSignIn } from './sign-in.ts';

const ROOT = '/odata/v2';
const METADATA = /^(?:([\w,]+)\/)?\$metadata$/;

/** JSON is what the caller gets when it says so; SuccessFactors' own default is Atom XML. */
function wantsJson(request: Request): boolean {
  const format = queryParameters(request.rawQuery)?.get('$format');
  if (format !== undefined) return format.toLowerCase() === 'json';
  return /application\/json/i.test(request.headers.accept ?? '');
}

/** Answers a request to the SuccessFactors side of the tenant, from sign-in to errors. */
export function handleSuccessFactors(reading: ReadContext, writing: UpsertContext, request: Request): Reply {
  const json = wantsJson(request);
  const refused = refuseSignIn(request.headers.authorization);
  if (refused) return errorReply(refused, json, { 'x-sf-error-code': refused.code });
  try {
    const reply = answer(reading, writing, request, json);
    const session: Record<string, string> = request.headers.cookie?.includes('JSESSIONID=')
      ? {}
      : { 'set-cookie': `JSESSIONID=${randomBytes(12).toString('hex')}; Path=/; HttpOnly` };
    return { ...reply, headers: { ...reply.headers, ...session } };
  } catch (error) {
    if (error instanceof ODataError || error instanceof TooManyRecords) return errorReply(error, json);
    throw error;
  }
}

const wrongMethod = (message: string): ODataError =>
  new ODataError(405, 'COE_GENERAL_BAD_REQUEST', `[COE0018]${message}`);

function answer(reading: ReadContext, writing: UpsertContext, request: Request, json: boolean): Reply {
  const resource = request.path.slice(ROOT.length).replace(/^\/+|\/+$/g, '');
  if (request.path !== ROOT && !request.path.startsWith(`${ROOT}/`)) {
    throw new ODataError(404, 'LGN0001', '[LGN0001]The API endpoint does not exist; use /odata/v2.');
  }
  if (resource === 'upsert') {
    if (request.method !== 'POST') throw wrongMethod('upsert takes POST only');
    const results = upsert(writing, request);
    return json ? jsonReply(200, { d: results }) : xml(upsertXml(results));
  }
  if (request.method !== 'GET') throw wrongMethod(`${request.method} is not offered by this tenant; use upsert`);
  const scope = METADATA.exec(resource);
  if (scope) {
    if (json) throw new ODataError(406, 'NotAcceptableException', 'The metadata document is available as XML only.');
    return metadata(reading.model, scope[1]?.split(',') ?? null);
  }
  if (resource === '') throw badRequest('[COE0018]Name an entity');
  return formatted(reading, read(reading, request, resource), json);
}

function formatted({ model }: ReadContext, result: Answer, json: boolean): Reply {
  if ('count' in result) {
    return { status: 200, headers: { 'content-type': 'text/plain;charset=utf-8' }, body: String(result.count) };
  }
  if (!json) return xml(atom(model, result));
  return {
    status: 200,
    headers: { 'content-type': 'application/json;charset=utf-8', dataserviceversion: '2.0' },
    body: wireJson(result),
  };
}

const xml = (body: string): Reply => ({
  status: 200,
  headers: { 'content-type': 'application/atom+xml;charset=utf-8', dataserviceversion: '2.0' },
  body,
});

/** The results of an upsert for a caller that did not ask for JSON; the shape is approximate. */
function upsertXml(results: readonly UpsertResult[]): string {
  const entries = results.map((result) => {
    const properties = Object.entries(result).map(([name, value]) =>
      value === null ? `<d:${name} m:null="true"/>` : `<d:${name}>${escapeMarkup(String(value))}</d:${name}>`,
    );
    return `<entry><content type="application/xml"><m:properties>${properties.join('')}</m:properties></content></entry>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata" xmlns:d="http://schemas.microsoft.com/ado/2007/08/dataservices">${entries.join('')}</feed>`;
}
