import { randomUUID } from 'node:crypto';
import { jsonReply, type Reply } from '../../http/reply.ts';
import { type Account, blankAccount } from '../../people/accounts.ts';
import { wellKnown } from '../../tenant/well-known.ts';
import type { Call } from '../call.ts';
import type { GraphContext } from '../context.ts';
import { badRequest } from '../graph-error.ts';
import { readSelect, shown } from '../query/select.ts';
import { findUser } from './find-user.ts';
import { masteredOnPremises, mergeUser, readBody } from './user-body.ts';
import { userType } from './user-type.ts';

const REQUIRED = ['accountEnabled', 'displayName', 'mailNickname', 'userPrincipalName'];

const noContent: Reply = { status: 204, body: '' };

export const instant = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** Answers `POST /v1.0/users` ("Create user"). */
export function createUser(context: GraphContext, { request }: Call): Reply {
  const body = readBody(request.body);
  for (const name of REQUIRED) {
    if (body.get(name) === undefined)
      throw badRequest(`A value is required for property '${name}' of resource 'User'.`);
  }
  const password = body.get('passwordProfile');
  if (typeof password !== 'object' || password === null || !('password' in password)) {
    throw badRequest('A password must be specified to create a new user.');
  }
  const begin: Account = { ...blankAccount(randomUUID(), '', ''), createdDateTime: instant(context.now) };
  const { user } = mergeUser(context, begin, body);
  context.directory.keep(user, ['@created']);
  context.written('create', null, user);
  return jsonReply(
    201,
    {
      '@odata.context': `${request.origin}/v1.0/$metadata#users/$entity`,
      ...shown(user, readSelect(undefined, userType)),
    },
    {
      'odata-version': '4.0',
      location: `${request.origin}/v2/${wellKnown.tenantId}/directoryObjects/${user.id}/Microsoft.DirectoryServices.User`,
    },
  );
}

/** Answers `PATCH /v1.0/users/{id | userPrincipalName}` ("Update user"): whole or not at all. */
export function updateUser(context: GraphContext, { request }: Call, name: string): Reply {
  const before = findUser(context, name);
  const { user, properties } = mergeUser(context, before, readBody(request.body));
  if (before.onPremisesSyncEnabled === true && masteredOnPremises(properties)) {
    throw badRequest(
      'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.',
    );
  }
  if (properties.length > 0) {
    context.directory.keep(user, properties);
    context.written('change', before, user);
  }
  return noContent;
}

/** Answers `DELETE /v1.0/users/{id | userPrincipalName}`: the user goes to the deleted items for 30 days ("Delete user"). */
export function deleteUser(context: GraphContext, _: Call, name: string): Reply {
  const before = findUser(context, name);
  const user: Account = { ...before, deletedDateTime: instant(context.now) };
  context.directory.keep(user, ['@removed']);
  context.written('delete', before, null);
  return noContent;
}
