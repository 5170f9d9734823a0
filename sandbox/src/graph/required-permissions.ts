interface Requirement {
  readonly methods: readonly string[];
  /** Matched against the plain path. */
  readonly path: RegExp;
  /** One of them is enough. */
  readonly permissions: readonly string[];
}

const READ = ['GET'];
const CHANGE = ['POST', 'PATCH', 'PUT', 'DELETE'];
const readUsers = ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];
const writeUsers = ['User.ReadWrite.All', 'Directory.ReadWrite.All'];
const readMembers = [
  'GroupMember.Read.All',
  'GroupMember.ReadWrite.All',
  'Group.Read.All',
  'Group.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];

/** By the tables "Permissions" of the pages of Microsoft Graph v1.0; the first that matches decides. */
const requirements: readonly Requirement[] = [
  { methods: READ, path: /^\/users\/[^/]+\/(?:memberof|transitivememberof)(?:\/|$)/, permissions: readMembers },
  { methods: READ, path: /^\/users(?:\/|$)/, permissions: readUsers },
  { methods: ['DELETE'], path: /^\/users\/[^/]+$/, permissions: [...writeUsers, 'User.DeleteRestore.All'] },
  { methods: CHANGE, path: /^\/users(?:\/|$)/, permissions: writeUsers },
  { methods: READ, path: /^\/directory\/deleteditems(?:\/|$)/, permissions: readUsers },
  {
    methods: CHANGE,
    path: /^\/directory\/deleteditems(?:\/|$)/,
    permissions: ['User.DeleteRestore.All', ...writeUsers],
  },
  { methods: READ, path: /^\/groups(?:\/|$)/, permissions: readMembers },
  {
    methods: CHANGE,
    path: /^\/groups\/[^/]+\/members(?:\/|$)/,
    permissions: ['GroupMember.ReadWrite.All', 'Group.ReadWrite.All', 'Directory.ReadWrite.All'],
  },
  { methods: CHANGE, path: /^\/groups(?:\/|$)/, permissions: ['Group.ReadWrite.All', 'Directory.ReadWrite.All'] },
  {
    methods: READ,
    path: /^\/organization(?:\/|$)/,
    permissions: ['Organization.Read.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
  },
  {
    methods: READ,
    path: /^\/applications(?:\/|$)/,
    permissions: ['Application.Read.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
  },
];

/**
 * The permissions one of which a request needs; null for a resource that the sandbox does not have.
 *
 * @param path behind the version in one spelling, as in `/users/delta`
 */
export function requiredPermissions(method: string, path: string): readonly string[] | null {
  return requirements.find((each) => each.methods.includes(method) && each.path.test(path))?.permissions ?? null;
}
