import { type Account, isAccount } from '../../people/accounts.ts';
import type { GraphContext } from '../context.ts';
import { badQuery, unsupportedQuery } from '../graph-error.ts';
import { groupType } from '../groups/group-type.ts';
import { groupsOf } from '../groups/membership.ts';
import { readSelect, shown } from '../query/select.ts';
import { userType } from './user-type.ts';

/** "$expand returns a maximum of 20 items" of a relationship. */
const MAX_ITEMS = 20;
const MAX_LEVELS = 1000;

interface Inner {
  readonly select: string | undefined;
  readonly levels: number;
}

function inner(text: string | undefined): Inner {
  const options = new Map<string, string>();
  for (const part of (text ?? '').split(';')) {
    if (part.trim() === '') continue;
    const [name = '', value = ''] = part.split('=');
    options.set(name.trim().toLowerCase(), value.trim());
  }
  const stranger = [...options.keys()].find((name) => name !== '$select' && name !== '$levels');
  if (stranger !== undefined) throw unsupportedQuery(`Query option '${stranger}' is not supported in $expand.`);
  const levels = options.get('$levels') ?? '1';
  const number = levels === 'max' ? MAX_LEVELS : /^\d{1,4}$/.test(levels) ? Number(levels) : 0;
  if (number < 1 || number > MAX_LEVELS)
    throw badQuery(`Invalid value '${levels}' for $levels: it takes max or 1 to ${MAX_LEVELS}.`);
  return { select: options.get('$select'), levels: number };
}

/**
 * Reads `$expand` of users: one relationship, `manager` (with `$levels` and `$select`), `directReports` or `memberOf` ("List manager",
 * "Use query parameters to customize responses").
 *
 * @returns what it adds to a user
 * @throws GraphError 400
 */
export function readExpand(context: GraphContext, text: string): (user: object) => Record<string, unknown> {
  const [, name, options] = /^\s*(\w+)\s*(?:\((.*)\))?\s*$/s.exec(text) ?? [];
  if (name === 'manager') {
    const { select, levels } = inner(options);
    const names = select === undefined ? [...userType.properties.keys()] : readSelect(select, userType);
    return (user) => (isAccount(user) ? managerChain(context, user, names, levels) : {});
  }
  if (name === 'memberOf') {
    const names = readSelect(inner(options).select, groupType);
    return (user) => ({
      memberOf: (isAccount(user) ? groupsOf(context.directory, user, false) : [])
        .slice(0, MAX_ITEMS)
        .map((group) => ({ '@odata.type': '#microsoft.graph.group', ...shown(group, names) })),
    });
  }
  if (name === 'directReports') {
    const names = readSelect(inner(options).select, userType);
    const reports = reportsByManager(context);
    return (user) => ({
      directReports: (isAccount(user) ? (reports.get(user.id) ?? []) : [])
        .flatMap((position) => context.users.at(position) ?? [])
        .map((report) => ({ '@odata.type': '#microsoft.graph.user', ...shown(report, names) })),
    });
  }
  if (text.includes(',')) throw unsupportedQuery('Only one property can be expanded in a query.');
  throw badQuery(
    `Parsing OData Select and Expand failed: Could not find a property named '${name ?? text}' on type 'microsoft.graph.user'.`,
  );
}

/** The positions of everybody's first reports, by object id, from one look at all users. */
function reportsByManager({ directory }: GraphContext): Map<string, number[]> {
  const reports = new Map<string, number[]>();
  for (const [position, user] of directory.scan()) {
    const manager = directory.managerIdOf(user);
    if (manager === null) continue;
    const positions = reports.get(manager);
    if (!positions) reports.set(manager, [position]);
    else if (positions.length < MAX_ITEMS) positions.push(position);
  }
  return reports;
}

function managerChain(
  context: GraphContext,
  user: Account,
  names: readonly string[],
  levels: number,
): Record<string, unknown> {
  const chain: Account[] = [];
  const seen = new Set([user.id]);
  let manager = context.directory.managerOf(user);
  while (manager && chain.length < levels && !seen.has(manager.id)) {
    chain.push(manager);
    seen.add(manager.id);
    manager = context.directory.managerOf(manager);
  }
  return chain.reduceRight<Record<string, unknown>>(
    (above, each) => ({
      manager: Object.assign({ '@odata.type': '#microsoft.graph.user' }, shown(each, names), above),
    }),
    {},
  );
}
