import { escapeMarkup, jsonReply, type Reply } from '../http/reply.ts';

/** An error that SuccessFactors answers a whole request with: status, COE code, text. */
export class ODataError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
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

export const entityNotFound = (name: string): ODataError =>
  new ODataError(
    400,
    'COE_ENTITY_NOT_FOUND',
    `[COE0020]Entity ${name} is not found. Please check the entity name in Admin Center > OData API Data Dictionary.`,
  );

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
