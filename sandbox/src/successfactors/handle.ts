import { randomBytes } from 'node:crypto';
import type { Reply, Request } from '../http/reply.ts';
import { queryParameters } from '../http/reply.ts';
import { badRequest, errorReply, ODataError } from '../odata/odata-error.ts';
import { type ReadContext, read } from '../odata/read.ts';
import { TooManyRecords } from '../upsert/record.ts';
import { type UpsertContext, upsert } from '../upsert/upsert.ts';
import { refuseSignIn } from './sign-in.ts';

const ROOT = '/odata/v2';

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
    const reply = answer(reading, writing, request);
    const session: Record<string, string> = request.headers.cookie?.includes('JSESSIONID=')
      ? {}
      : { 'set-cookie': `JSESSIONID=${randomBytes(12).toString('hex')}; Path=/; HttpOnly` };
    return { ...reply, headers: { ...reply.headers, ...session } };
  } catch (error) {
    if (error instanceof ODataError || error instanceof TooManyRecords) return errorReply(error, json);
    throw error;
  }
}

function answer(reading: ReadContext, writing: UpsertContext, request: Request): Reply {
  const resource = request.path.slice(ROOT.length).replace(/^\/+|\/+$/g, '');
  if (request.path !== ROOT && !request.path.startsWith(`${ROOT}/`)) {
    throw new ODataError(404, 'LGN0001', '[LGN0001]The API endpoint does not exist; use /odata/v2.');
  }
  if (resource === 'upsert') {
    if (request.method !== 'POST')
      throw new ODataError(405, 'COE_GENERAL_BAD_REQUEST', '[COE0018]upsert takes POST only');
    return upsert(writing, request);
  }
  if (request.method !== 'GET') {
    throw new ODataError(
      405,
      'COE_GENERAL_BAD_REQUEST',
      `[COE0018]${request.method} is not offered by this tenant; use upsert`,
    );
  }
  if (resource === '') throw badRequest('[COE0018]Name an entity');
  return read(reading, request, resource);
}
