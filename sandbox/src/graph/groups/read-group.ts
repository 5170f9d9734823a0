import { jsonReply, type Reply } from '../../http/reply.ts';
import { allowOptions, type Call } from '../call.ts';
import type { GraphContext } from '../context.ts';
import { needsAdvanced, notFound } from '../graph-error.ts';
import { countReply, type Listing, listReply } from '../query/list.ts';
import { readSelect, shown } from '../query/select.ts';
import { type ResourceType, sourceOf } from '../resource.ts';
import { findUser } from '../users/find-user.ts';
import { userType } from '../users/user-type.ts';
import { directoryObjectType, groupType } from './group-type.ts';
import { type GroupPlan, groupPlans } from './groups.ts';
import { groupsOf, membersOf } from './membership.ts';

const groups = sourceOf(groupPlans.map(({ group }) => group));

function find(id: string): GroupPlan {
  const plan = groupPlans.find(({ group }) => group.id === id.toLowerCase());
  if (!plan) throw notFound(id);
  return plan;
}

const typeOf = (object: object): ResourceType => ('groupTypes' in object ? groupType : userType);

const allGroups = ({ now, lives }: GraphContext): Listing => ({
  type: groupType,
  source: groups,
  set: 'groups',
  now,
  pageSeconds: lives.pageSeconds,
});

/** Answers `GET /v1.0/groups` ("List groups"). */
export const listGroups = (context: GraphContext, call: Call): Reply => listReply(call, allGroups(context));

/** Answers `GET /v1.0/groups/$count`. */
export const countGroups = (context: GraphContext, call: Call): Reply => countReply(call, allGroups(context));

/** Answers `GET /v1.0/groups/{id}` ("Get group"). */
export function getGroup(_: GraphContext, call: Call, id: string): Reply {
  allowOptions(call, ['$select']);
  const head = { '@odata.context': `${call.request.origin}/v1.0/$metadata#groups/$entity` };
  return jsonReply(
    200,
    { ...head, ...shown(find(id).group, readSelect(call.options.get('$select'), groupType)) },
    { 'odata-version': '4.0' },
  );
}

/** How a list of members or groups is cut to one type by an OData cast in its path. */
type Cast = 'user' | 'group' | undefined;

const types: Readonly<Record<'user' | 'group', ResourceType>> = { user: userType, group: groupType };

function castOf(call: Call, name: string | undefined, transitive: boolean, counted: boolean): Cast {
  if (name === undefined) return undefined;
  const cast = /^microsoft\.graph\.(user|group)$/i.exec(name)?.[1]?.toLowerCase();
  if (cast !== 'user' && cast !== 'group') throw notFound(name);
  // "To filter the results on the OData type, you must use the advanced query parameters" ("List group transitive members").
  if (transitive && !(counted ? call.eventual : call.advanced)) throw needsAdvanced('cast');
  return cast;
}

function related(context: GraphContext, source: Listing['source'], cast: Cast): Listing {
  return {
    type: cast ? types[cast] : directoryObjectType,
    source,
    set: cast ? `${cast}s` : 'directoryObjects',
    now: context.now,
    pageSeconds: context.lives.pageSeconds,
    related: true,
    ...(!cast && { typeOf }),
  };
}

/** Answers a GET of `members` or `transitiveMembers` of a group, with a cast or `$count` behind it ("List group members"). */
export const readMembers =
  (transitive: boolean, counted: boolean) =>
  (context: GraphContext, call: Call, id: string, castName?: string): Reply => {
    const cast = castOf(call, castName, transitive, counted);
    const listing = related(context, membersOf(context, find(id), transitive, cast), cast);
    return counted ? countReply(call, listing) : listReply(call, listing);
  };

/** Answers a GET of `memberOf` or `transitiveMemberOf` of a user ("List memberOf"). */
export const readMemberships =
  (transitive: boolean, counted: boolean) =>
  (context: GraphContext, call: Call, name: string, castName?: string): Reply => {
    const cast = castOf(call, castName, transitive, counted);
    const found = cast === 'user' ? [] : groupsOf(context.directory, findUser(context, name), transitive);
    const listing = related(context, sourceOf(found), cast);
    return counted ? countReply(call, listing) : listReply(call, listing);
  };
