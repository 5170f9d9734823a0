import { jsonReply, type Reply } from '../../http/reply.ts';
import { type Account, isAccount } from '../../people/accounts.ts';
import { allowOptions, type Call } from '../call.ts';
import type { GraphContext } from '../context.ts';
import { badQuery, badRequest, notFound } from '../graph-error.ts';
import { countReply, type Listing, listReply } from '../query/list.ts';
import { readSelect, shown } from '../query/select.ts';
import type { Source } from '../resource.ts';
import { findUser } from './find-user.ts';
import { readBody } from './user-body.ts';
import { userType } from './user-type.ts';

const noContent: Reply = { status: 204, body: '' };

function managerOf(context: GraphContext, name: string): Account {
  const manager = context.directory.managerOf(findUser(context, name));
  if (!manager) throw notFound('manager');
  return manager;
}

/** Answers `GET /v1.0/users/{id}/manager` ("List manager"). */
export function getManager(context: GraphContext, call: Call, name: string): Reply {
  allowOptions(call, ['$select']);
  const manager = managerOf(context, name);
  const head = {
    '@odata.context': `${call.request.origin}/v1.0/$metadata#directoryObjects/$entity`,
    '@odata.type': '#microsoft.graph.user',
  };
  return jsonReply(
    200,
    { ...head, ...shown(manager, readSelect(call.options.get('$select'), userType)) },
    { 'odata-version': '4.0' },
  );
}

/** Answers `GET /v1.0/users/{id}/manager/$ref`. */
export function getManagerReference(context: GraphContext, { request }: Call, name: string): Reply {
  const id = `${request.origin}/v1.0/directoryObjects/${managerOf(context, name).id}`;
  return jsonReply(
    200,
    { '@odata.context': `${request.origin}/v1.0/$metadata#$ref`, '@odata.id': id },
    { 'odata-version': '4.0' },
  );
}

/** Answers `PUT /v1.0/users/{id}/manager/$ref` with `{"@odata.id": "…/users/{id}"}` ("Assign manager"). */
export function putManager(context: GraphContext, { request }: Call, name: string): Reply {
  const user = findUser(context, name);
  const reference = readBody(request.body).get('@odata.id');
  const id = typeof reference === 'string' ? /\/(?:users|directoryObjects)\/([^/?]+)$/.exec(reference)?.[1] : undefined;
  if (id === undefined)
    throw badQuery("The request body must have '@odata.id' with the address of a user or directory object.");
  const manager = findUser(context, decodeURIComponent(id));
  if (user.onPremisesSyncEnabled === true) throw mastered();
  if (manager.id === user.id) throw badRequest("Invalid value specified for property 'manager' of resource 'User'.");
  keepManager(context, user, manager.id);
  return noContent;
}

/** Answers `DELETE /v1.0/users/{id}/manager/$ref` ("Remove manager"). */
export function deleteManager(context: GraphContext, _: Call, name: string): Reply {
  const user = findUser(context, name);
  managerOf(context, name);
  if (user.onPremisesSyncEnabled === true) throw mastered();
  keepManager(context, user, null);
  return noContent;
}

const mastered = () =>
  badRequest(
    'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.',
  );

function keepManager(context: GraphContext, before: Account, managerId: string | null): void {
  const formerManagerId = context.directory.managerOf(before)?.id ?? null;
  const user: Account = { ...before, managerId, formerManagerId };
  context.directory.keep(user, ['manager']);
  context.written('change', { ...before, managerId: formerManagerId, formerManagerId }, user);
}

/** The users whose manager somebody is. */
function reports(context: GraphContext, name: string): Listing {
  const manager = findUser(context, name);
  const { users, directory } = context;
  const isReport = (user: object): boolean => isAccount(user) && directory.managerIdOf(user) === manager.id;
  const source: Source = {
    *scan(from) {
      for (const entry of users.scan(from)) if (isReport(entry[1])) yield entry;
    },
    at: (position) => users.at(position),
    placesOf: () => null,
    version: users.version,
  };
  const typeOf = () => userType;
  return {
    type: userType,
    source,
    set: 'directoryObjects',
    now: context.now,
    pageSeconds: context.lives.pageSeconds,
    related: true,
    typeOf,
  };
}

/** Answers `GET /v1.0/users/{id}/directReports` ("List directReports"). */
export const listReports = (context: GraphContext, call: Call, name: string): Reply =>
  listReply(call, reports(context, name));

/** Answers the same with `/$count`. */
export const countReports = (context: GraphContext, call: Call, name: string): Reply =>
  countReply(call, reports(context, name));
