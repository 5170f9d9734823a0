import { escapeMarkup, jsonReply, type Reply, type Request } from '../http/reply.ts';
import type { Model } from '../model/entity.ts';
import { atom } from '../odata/atom.ts';
import { tooLarge } from '../odata/expand-count.ts';
import { splitPath, splitSegment } from '../odata/key.ts';
import { metadata } from '../odata/metadata.ts';
import { entityNotFound, ODataError } from '../odata/odata-error.ts';
import { type Answer, type ReadContext, read } from '../odata/read.ts';
import { serviceDocument, serviceDocumentXml } from '../odata/service-document.ts';
import { wireJson } from '../odata/wire.ts';
import { type UpsertContext, type UpsertResult, upsert } from '../upsert/upsert.ts';
import type { ApiUser } from './api-users.ts';
import { checkReadPermission } from './permissions.ts';

export const ODATA_ROOT = '/odata/v2';
const METADATA = /^(?:([\w,]+)\/)?\$metadata$/;

const wrongMethod = (message: string): ODataError =>
  new ODataError(405, 'COE_GENERAL_BAD_REQUEST', `[COE0018]${message}`);

/** Rows are deleted by upserts alone: no entity of this tenant takes DELETE (SAP KBA 2653787; the status is approximate). */
function notDeletable(model: Model, resource: string): ODataError {
  const { name } = splitSegment(splitPath(resource)[0] ?? '');
  if (!model.has(name)) return entityNotFound(name);
  return new ODataError(400, 'COE_ENTITY_NOT_DELETABLE', `[COE0012]Entity ${name} is not deletable.`);
}

/**
 * Answers a request below /odata/v2 of somebody who has signed in.
 *
 * @throws ODataError for whatever the tenant refuses
 */
export function answerOData(
  user: ApiUser,
  reading: ReadContext,
  writing: UpsertContext,
  request: Request,
  json: boolean,
): Reply {
  const resource = request.path.slice(ODATA_ROOT.length).replace(/^\/+|\/+$/g, '');
  if (resource === 'upsert') {
    if (request.method !== 'POST') throw wrongMethod('upsert takes POST only');
    const results = upsert(writing, request);
    return json ? jsonReply(200, { d: results }, { dataserviceversion: '1.0' }) : xml(upsertXml(results));
  }
  if (resource === '$batch') throw wrongMethod('$batch takes POST only');
  if (request.method === 'DELETE') throw notDeletable(reading.model, resource);
  if (request.method !== 'GET') throw wrongMethod(`${request.method} is not offered by this tenant; use upsert`);
  const scope = METADATA.exec(resource);
  if (scope) {
    if (json) throw new ODataError(406, 'NotAcceptableException', 'The metadata document is available as XML only.');
    return metadata(reading.model, scope[1]?.split(',') ?? null);
  }
  if (resource === 'refreshMetadata') return refreshed(json);
  if (resource === '') {
    const { model } = reading;
    return json
      ? jsonReply(200, serviceDocument(model))
      : {
          ...xml(serviceDocumentXml(model, request.origin + ODATA_ROOT)),
          headers: { 'content-type': 'application/atomsvc+xml;charset=utf-8' },
        };
  }
  checkReadPermission(user, reading.model, request, resource);
  return formatted(reading, read(reading, request, resource), json, request.origin + request.path);
}

function formatted({ model }: ReadContext, result: Answer, json: boolean, address: string): Reply {
  if ('text' in result) {
    return { status: 200, headers: { 'content-type': 'text/plain;charset=utf-8' }, body: result.text };
  }
  try {
    if (!json) return xml(atom(model, result, address));
    return {
      status: 200,
      headers: { 'content-type': 'application/json;charset=utf-8', dataserviceversion: '2.0' },
      body: wireJson({ d: result.d }),
    };
  } catch (error) {
    // The longest text that Node can hold; in real tenants the limit is 1 GB.
    if (!(error instanceof RangeError)) throw error;
    throw tooLarge();
  }
}

/** The function that renews a tenant's metadata after a change of its data model; here it is new at every request. */
function refreshed(json: boolean): Reply {
  const status = 'OData metadata is refreshed';
  if (json) return jsonReply(200, { d: { refreshMetadata: status } });
  return xml(
    `<refreshMetadata xmlns="http://schemas.microsoft.com/ado/2007/08/dataservices">${status}</refreshMetadata>`,
  );
}

const xml = (body: string): Reply => ({
  status: 200,
  headers: { 'content-type': 'application/atom+xml;charset=utf-8', dataserviceversion: '2.0' },
  body,
});

const NUMBERS: ReadonlySet<string> = new Set(['index', 'httpCode']);

function resultProperty(name: string, value: unknown): string {
  if (name === 'inlineResults') return '<d:inlineResults m:type="Bag(SFOData.UpsertResult)"></d:inlineResults>';
  if (value === null) return `<d:${name} m:null="true"></d:${name}>`;
  return `<d:${name}${NUMBERS.has(name) ? ' m:type="Edm.Int32"' : ''}>${escapeMarkup(String(value))}</d:${name}>`;
}

/** The results of an upsert for a caller that did not ask for JSON (SAP KBA 2481513, 2942505). */
function upsertXml(results: readonly UpsertResult[]): string {
  const entries = results.map((result) => {
    const properties = Object.entries(result).map(([name, value]) => resultProperty(name, value));
    return `<entry><content type="application/xml"><m:properties>${properties.join('')}</m:properties></content></entry>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata" xmlns:d="http://schemas.microsoft.com/ado/2007/08/dataservices">${entries.join('')}</feed>`;
}
