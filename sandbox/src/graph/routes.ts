import type { Reply } from '../http/reply.ts';
import type { Call } from './call.ts';
import type { GraphContext } from './context.ts';
import { readDelta } from './delta/read-delta.ts';
import { countGroups, getGroup, listGroups, readMembers, readMemberships } from './groups/read-group.ts';
import { organizationReply } from './organization.ts';
import { countDeleted, getDeleted, listDeleted, purgeUser, restoreUser } from './users/deleted-users.ts';
import {
  countReports,
  deleteManager,
  getManager,
  getManagerReference,
  listReports,
  putManager,
} from './users/manager.ts';
import { readExtensionProperties } from './users/read-extension-properties.ts';
import { countUsers, getUser, listUsers } from './users/read-user.ts';
import { createUser, deleteUser, updateUser } from './users/write-user.ts';

/** Answers one kind of request; names are the parts of the path that stand for something. */
export type Handler = (context: GraphContext, call: Call, ...names: string[]) => Reply;

/** A route: its method, and its path below the version, where `*` stands for one part. */
export type Route = readonly [method: string, path: string, handler: Handler];

const deleted = 'directory/deletedItems';
const deletedUsers = `${deleted}/microsoft.graph.user`;

/** What the sandbox offers of Microsoft Graph v1.0. The first route that fits counts. */
export const routes: readonly Route[] = [
  ['GET', 'users', listUsers],
  ['POST', 'users', createUser],
  ['GET', 'users/$count', countUsers],
  ['GET', 'users/delta', readDelta],
  ['GET', 'users/delta()', readDelta],
  ['GET', 'users/microsoft.graph.delta', readDelta],
  ['GET', 'users/microsoft.graph.delta()', readDelta],
  ['GET', 'users/*', getUser],
  ['PATCH', 'users/*', updateUser],
  ['DELETE', 'users/*', deleteUser],
  ['GET', 'users/*/manager', getManager],
  ['GET', 'users/*/manager/$ref', getManagerReference],
  ['PUT', 'users/*/manager/$ref', putManager],
  ['DELETE', 'users/*/manager/$ref', deleteManager],
  ['GET', 'users/*/directReports', listReports],
  ['GET', 'users/*/directReports/$count', countReports],
  ['GET', 'users/*/memberOf', readMemberships(false, false)],
  ['GET', 'users/*/memberOf/$count', readMemberships(false, true)],
  ['GET', 'users/*/memberOf/*', readMemberships(false, false)],
  ['GET', 'users/*/transitiveMemberOf', readMemberships(true, false)],
  ['GET', 'users/*/transitiveMemberOf/$count', readMemberships(true, true)],
  ['GET', 'users/*/transitiveMemberOf/*', readMemberships(true, false)],
  ['GET', deletedUsers, listDeleted],
  ['GET', `${deletedUsers}/$count`, countDeleted],
  ['GET', `${deleted}/*`, getDeleted],
  ['DELETE', `${deleted}/*`, purgeUser],
  ['POST', `${deleted}/*/restore`, restoreUser],
  ['GET', 'groups', listGroups],
  ['GET', 'groups/$count', countGroups],
  ['GET', 'groups/*', getGroup],
  ['GET', 'groups/*/members', readMembers(false, false)],
  ['GET', 'groups/*/members/$count', readMembers(false, true)],
  ['GET', 'groups/*/members/*', readMembers(false, false)],
  ['GET', 'groups/*/members/*/$count', readMembers(false, true)],
  ['GET', 'groups/*/transitiveMembers', readMembers(true, false)],
  ['GET', 'groups/*/transitiveMembers/$count', readMembers(true, true)],
  ['GET', 'groups/*/transitiveMembers/*', readMembers(true, false)],
  ['GET', 'groups/*/transitiveMembers/*/$count', readMembers(true, true)],
  ['GET', 'organization', organizationReply],
  ['GET', 'applications/*/extensionProperties', readExtensionProperties],
];

/** The parts of a path that a route's stars stand for; null: it does not fit. Fixed parts mind no letter case. */
export function namesIn(path: string, segments: readonly string[]): string[] | null {
  const parts = path.split('/');
  if (parts.length !== segments.length) return null;
  const names: string[] = [];
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? '';
    if (part === '*') names.push(segment);
    else if (part.toLowerCase() !== segment.toLowerCase()) return null;
  }
  return names;
}
