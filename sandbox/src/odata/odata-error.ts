import { escapeMarkup, jsonReply, type Reply } from '../http/reply.ts';

/** A message names what was sent, which can be of any length. */
const MAX_MESSAGE = 4000;

/** An error that SuccessFactors answers a whole request with: status, COE code, text. */
export class ODataError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message.length > MAX_MESSAGE ? `${message.slice(0, MAX_MESSAGE)}…` : message);
    this.status = status;
    this.code = code;
  }
}

/** 400 for names that an entity does not have: one message that lists them all. */
export const propertyNotFound = (names: readonly string[]): ODataError =>
  new ODataError(
    400,
    'COE_PROPERTY_NOT_FOUND',
    `[COE0021]Invalid property names: ${names.join(', ')}. Please check the property name in Admin Center > OData API Data Dictionary or entity metadata. Ensure there were no data model changes that removed this field, and please execute a refresh metadata to ensure the cache is not corrupted.`,
  );

/** 400 for a name that no entity set has (SAP KBA 2546923). */
export const entityNotFound = (name: string): ODataError =>
  new ODataError(400, 'COE_ENTITY_NOT_FOUND', `[COE0007]invalid entity (or function) name: ${name}`);

export const badRequest = (message: string): ODataError => new ODataError(400, 'COE_GENERAL_BAD_REQUEST', message);

/** The error in the format that the caller asked for: JSON, or XML as SuccessFactors does by default. */
export function errorReply(
  { status, code, message }: { status: number; code: string; message: string },
  json: boolean,
  headers: Record<string, string> = {},
): Reply {
  if (json) return jsonReply(status, { error: { code, message: { lang: 'en-US', value: message } } }, headers);
  return {
    status,
    headers: { 'content-type': 'application/xml;charset=utf-8', ...headers },
    body: `<?xml version="1.0" encoding="utf-8"?><error xmlns="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata"><code>${escapeMarkup(code)}</code><message lang="en-US">${escapeMarkup(message)}</message></error>`,
  };
}
