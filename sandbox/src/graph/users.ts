import { jsonReply, type Reply, type Request } from '../http/reply.ts';
import type { Account } from '../people/accounts.ts';
import { badQuery, GraphError } from './graph-error.ts';
import { parseUserFilter } from './user-filter.ts';
import { extensionNames, userProperties } from './user-properties.ts';

const MAX_PAGE = 999;
const DEFAULT_PAGE = 100;
const OPTIONS = new Set(['$select', '$filter', '$top', '$count', '$skiptoken']);

/** The properties named by `$select`, or Graph's usual ones. */
function selection(parameters: ReadonlyMap<string, string>): string[] {
  const text = parameters.get('$select');
  if (text === undefined) return [...userProperties.values()].filter(({ usual }) => usual).map(({ name }) => name);
  const names = text.split(',').map((name) => name.trim());
  for (const name of names) {
    if (!userProperties.has(name)) {
      throw badQuery(
        `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type 'microsoft.graph.user'.`,
      );
    }
  }
  return names;
}

const shown = (user: Account, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(names.map((name) => [name, Reflect.get(user, name) ?? null]));

const context = (request: Request, parameters: ReadonlyMap<string, string>, entity: string): string => {
  const select = parameters.get('$select');
  return `${request.origin}/v1.0/$metadata#users${select === undefined ? '' : `(${select})`}${entity}`;
};

function eventual(request: Request): boolean {
  return String(request.headers['consistencylevel'] ?? '').toLowerCase() === 'eventual';
}

/** Answers `GET /v1.0/users`. */
export function listUsers(users: readonly Account[], request: Request, parameters: ReadonlyMap<string, string>): Reply {
  for (const name of parameters.keys()) {
    if (name.startsWith('$') && !OPTIONS.has(name)) throw badQuery(`The query parameter '${name}' is not supported.`);
  }
  const names = selection(parameters);
  const counted = parameters.get('$count') === 'true' && eventual(request);
  const found = filtered(users, parameters, counted);
  const size = pageSize(parameters);
  const start = offset(parameters.get('$skiptoken'));
  const body: Record<string, unknown> = { '@odata.context': context(request, parameters, '') };
  if (counted && start === 0) body['@odata.count'] = found.length;
  if (start + size < found.length) body['@odata.nextLink'] = nextLink(request, start + size);
  body['value'] = found.slice(start, start + size).map((user) => shown(user, names));
  return jsonReply(200, body, { 'odata-version': '4.0' });
}

/** Answers `GET /v1.0/users/$count`, which Graph gives with `ConsistencyLevel: eventual` only. */
export function countUsers(
  users: readonly Account[],
  request: Request,
  parameters: ReadonlyMap<string, string>,
): Reply {
  if (!eventual(request))
    throw badQuery('$count is not currently supported without the header ConsistencyLevel: eventual.');
  const body = String(filtered(users, parameters, true).length);
  return { status: 200, headers: { 'content-type': 'text/plain' }, body };
}

function filtered(users: readonly Account[], parameters: ReadonlyMap<string, string>, counted: boolean): Account[] {
  const text = parameters.get('$filter');
  if (text === undefined) return [...users];
  const filter = parseUserFilter(text);
  if (filter.advanced && !counted) {
    throw new GraphError(
      400,
      'Request_UnsupportedQuery',
      'Unsupported or invalid query filter clause: ne, not and endswith need the header ConsistencyLevel: eventual and $count=true.',
    );
  }
  return users.filter(filter.test);
}

function pageSize(parameters: ReadonlyMap<string, string>): number {
  const text = parameters.get('$top');
  if (text === undefined) return DEFAULT_PAGE;
  const size = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (size < 1 || size > MAX_PAGE) {
    throw new GraphError(
      400,
      'Request_UnsupportedQuery',
      `Invalid page size specified: '${text}'. Must be between 1 and ${MAX_PAGE} inclusive.`,
    );
  }
  return size;
}

function offset(token: string | undefined): number {
  if (token === undefined) return 0;
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (!/^after:\d{1,9}$/.test(text))
    throw new GraphError(
      400,
      'Directory_ExpiredPageToken',
      'The specified page token value has expired and can no longer be included in your request.',
    );
  return Number(text.slice(6));
}

function nextLink(request: Request, start: number): string {
  const kept = request.rawQuery.split('&').filter((part) => part !== '' && !/^(\$|%24)skiptoken=/i.test(part));
  const token = Buffer.from(`after:${start}`).toString('base64url');
  return `${request.origin}/v1.0/users?${[...kept, `$skiptoken=${token}`].join('&')}`;
}

/** The user whose object id or userPrincipalName is `name`. @throws GraphError 404 */
export function findUser(accounts: ReadonlyMap<string, Account>, name: string): Account {
  const wanted = name.toLowerCase();
  const user =
    accounts.get(wanted) ?? [...accounts.values()].find((each) => each.userPrincipalName.toLowerCase() === wanted);
  if (user) return user;
  throw new GraphError(
    404,
    'Request_ResourceNotFound',
    `Resource '${name}' does not exist or one of its queried reference-property objects are not present.`,
  );
}

/** Answers `GET /v1.0/users/{id | userPrincipalName}`. */
export function getUser(user: Account, request: Request, parameters: ReadonlyMap<string, string>): Reply {
  const body = { '@odata.context': context(request, parameters, '/$entity'), ...shown(user, selection(parameters)) };
  return jsonReply(200, body, { 'odata-version': '4.0' });
}

const invalid = (message: string): GraphError => new GraphError(400, 'Request_BadRequest', message);

/**
 * Applies a PATCH body to a user, whole or not at all.
 *
 * @throws GraphError 400 for unknown or read-only properties and values of the wrong type
 */
export function patchUser(accounts: ReadonlyMap<string, Account>, user: Account, body: string): string[] {
  let patch: unknown;
  try {
    patch = JSON.parse(body);
  } catch {
    throw badQuery(
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    );
  }
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch))
    throw badQuery('The request body must be a JSON object.');
  const changes = new Map<string, unknown>();
  for (const [name, value] of Object.entries(patch)) changes.set(name, checked(user, name, value));
  const upn = changes.get('userPrincipalName');
  if (typeof upn === 'string' && upn.toLowerCase() !== user.userPrincipalName.toLowerCase()) {
    const taken = [...accounts.values()].some((each) => each.userPrincipalName.toLowerCase() === upn.toLowerCase());
    if (taken) throw invalid('Another object with the same value for property userPrincipalName already exists.');
  }
  for (const [name, value] of changes) Reflect.set(user, name, value);
  return [...changes.keys()];
}

function checked(user: Account, name: string, value: unknown): unknown {
  const property = userProperties.get(name);
  const wrong = invalid(`Invalid value specified for property '${name}' of resource 'User'.`);
  if (!property)
    throw invalid(`One or more property values specified are invalid: '${name}' is no property of resource 'User'.`);
  if (property.readOnly) throw invalid(`Property '${name}' is read-only and cannot be set.`);
  if (value === null && !property.required && property.type !== 'strings') return value;
  switch (property.type) {
    case 'boolean':
      if (typeof value !== 'boolean') throw wrong;
      return value;
    case 'strings':
      if (
        !Array.isArray(value) ||
        value.length > (property.maxItems ?? 1) ||
        value.some((each) => typeof each !== 'string')
      )
        throw wrong;
      return [...value];
    case 'date':
      if (typeof value !== 'string' || Number.isNaN(Date.parse(value))) throw wrong;
      return instantOf(value);
    case 'extensions':
      return extensions(user, value, wrong);
    default:
      if (typeof value !== 'string' || value === '' || value.length > (property.maxLength ?? 1024)) throw wrong;
      return value;
  }
}

const instantOf = (text: string): string => `${new Date(text).toISOString().slice(0, 19)}Z`;

function extensions(user: Account, value: unknown, wrong: GraphError): Record<string, string | null> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong;
  const next = { ...user.onPremisesExtensionAttributes };
  for (const [name, text] of Object.entries(value)) {
    if (!extensionNames.has(name) || (text !== null && typeof text !== 'string')) throw wrong;
    next[name] = text;
  }
  return next;
}
