import { jsonReply, type Reply } from '../../http/reply.ts';
import type { Account } from '../../people/accounts.ts';
import { allowOptions, type Call } from '../call.ts';
import type { GraphContext } from '../context.ts';
import { badRequest, notFound } from '../graph-error.ts';
import { countReply, type Listing, listReply } from '../query/list.ts';
import { readSelect, shown } from '../query/select.ts';
import { sourceOf } from '../resource.ts';
import { readBody, refuseTakenAddress, refuseTakenName } from './user-body.ts';
import { principalNameProblem } from './user-name-rules.ts';
import { userType } from './user-type.ts';

/** A deleted user as Graph shows it: the user principal name is free for others, and has the object id before it. */
const asDeleted = (user: Account): Account => ({
  ...user,
  userPrincipalName: `${user.id.replaceAll('-', '')}${user.userPrincipalName}`,
});

const find = ({ directory }: GraphContext, id: string): Account => {
  const user = directory.deletedUser(id.toLowerCase());
  if (!user) throw notFound(id);
  return user;
};

const listing = ({ directory, now, lives }: GraphContext): Listing => ({
  type: userType,
  source: sourceOf(directory.deletedUsers().map(asDeleted)),
  set: 'users',
  now,
  pageSeconds: lives.pageSeconds,
});

/** Answers `GET /v1.0/directory/deletedItems/microsoft.graph.user` ("List deletedItems"). */
export const listDeleted = (context: GraphContext, call: Call): Reply => listReply(call, listing(context));

/** Answers the same with `/$count`. */
export const countDeleted = (context: GraphContext, call: Call): Reply => countReply(call, listing(context));

const entity = (call: Call, user: Account): Reply => {
  const names = readSelect(call.options.get('$select'), userType);
  const head = {
    '@odata.context': `${call.request.origin}/v1.0/$metadata#directoryObjects/$entity`,
    '@odata.type': '#microsoft.graph.user',
  };
  return jsonReply(200, { ...head, ...shown(user, names) }, { 'odata-version': '4.0' });
};

/** Answers `GET /v1.0/directory/deletedItems/{id}`. */
export function getDeleted(context: GraphContext, call: Call, id: string): Reply {
  allowOptions(call, ['$select']);
  return entity(call, asDeleted(find(context, id)));
}

/** Answers `DELETE /v1.0/directory/deletedItems/{id}` ("Permanently delete item"): nothing brings the user back. */
export function purgeUser(context: GraphContext, _: Call, id: string): Reply {
  const user = find(context, id);
  context.directory.purge(user.id);
  context.written('delete', user, null);
  return { status: 204, body: '' };
}

/**
 * Answers `POST /v1.0/directory/deletedItems/{id}/restore` ("Restore deleted item"). A user principal name that somebody
 * else has meanwhile is an error, unless the body names a `newUserPrincipalName`; with `autoReconcileProxyConflict`
 * addresses that somebody else has are left out.
 */
export function restoreUser(context: GraphContext, call: Call, id: string): Reply {
  const deleted = find(context, id);
  const body = call.request.body.trim() === '' ? new Map<string, unknown>() : readBody(call.request.body);
  const name = body.get('newUserPrincipalName') ?? deleted.userPrincipalName;
  if (typeof name !== 'string' || principalNameProblem(name) !== null)
    throw badRequest('Property newUserPrincipalName is invalid.');
  const user: Account = { ...deleted, userPrincipalName: name, deletedDateTime: null };
  refuseTakenName(context, user);
  user.proxyAddresses = user.proxyAddresses.filter((address) =>
    isFree(context, user, address, body.get('autoReconcileProxyConflict') === true),
  );
  context.directory.keep(user, ['@restored']);
  context.written('restore', null, user);
  return entity(call, user);
}

function isFree(context: GraphContext, user: Account, address: string, reconcile: boolean): boolean {
  try {
    refuseTakenAddress(context, user, address.replace(/^smtp:/i, ''));
    return true;
  } catch (error) {
    if (reconcile) return false;
    throw error;
  }
}
