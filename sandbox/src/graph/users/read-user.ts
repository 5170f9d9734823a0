import { jsonReply, type Reply } from '../../http/reply.ts';
import { allowOptions, type Call } from '../call.ts';
import type { GraphContext } from '../context.ts';
import { countReply, type Listing, listReply } from '../query/list.ts';
import { readSelect, shown } from '../query/select.ts';
import { readExpand } from './expand.ts';
import { findUser } from './find-user.ts';
import { userType } from './user-type.ts';

const listing = (context: GraphContext): Listing => ({
  type: userType,
  source: context.users,
  set: 'users',
  now: context.now,
  pageSeconds: context.lives.pageSeconds,
  expand: (text) => readExpand(context, text),
});

/** Answers `GET /v1.0/users` ("List users"). */
export const listUsers = (context: GraphContext, call: Call): Reply => listReply(call, listing(context));

/** Answers `GET /v1.0/users/$count`. */
export const countUsers = (context: GraphContext, call: Call): Reply => countReply(call, listing(context));

/** Answers `GET /v1.0/users/{id | userPrincipalName}` ("Get user"). */
export function getUser(context: GraphContext, call: Call, name: string): Reply {
  allowOptions(call, ['$select', '$expand', '$count']);
  const user = findUser(context, name);
  const select = call.options.get('$select');
  const expand = call.options.get('$expand');
  return jsonReply(
    200,
    {
      '@odata.context': `${call.request.origin}/v1.0/$metadata#users${select === undefined ? '' : `(${select})`}/$entity`,
      ...shown(user, readSelect(select, userType)),
      ...(expand === undefined ? {} : readExpand(context, expand)(user)),
    },
    { 'odata-version': '4.0' },
  );
}
