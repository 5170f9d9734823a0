import { type Account, objectId } from '../../people/accounts.ts';

/** A group as Microsoft Graph v1.0 holds it. */
export interface Group {
  readonly id: string;
  readonly createdDateTime: string;
  readonly deletedDateTime: null;
  readonly description: string;
  readonly displayName: string;
  readonly groupTypes: readonly string[];
  readonly mail: string | null;
  readonly mailEnabled: boolean;
  readonly mailNickname: string;
  readonly membershipRule: string | null;
  readonly membershipRuleProcessingState: string | null;
  readonly securityEnabled: boolean;
  readonly visibility: string | null;
}

/** A group with what decides who is in it. */
export interface GroupPlan {
  readonly group: Group;
  /** Ids of people whose accounts are members. */
  readonly people: readonly string[];
  /** Groups that are members. */
  readonly nested: readonly GroupPlan[];
  /** The rule of a dynamic group. */
  readonly rule?: (user: Account) => boolean;
}

function plan(
  displayName: string,
  description: string,
  more: Partial<Omit<GroupPlan, 'group'>> & Partial<Group> = {},
): GroupPlan {
  const { people = [], nested = [], rule, ...own } = more;
  const mailNickname = displayName.toLowerCase().replaceAll(' ', '.');
  const group: Group = {
    id: objectId(`group:${displayName}`),
    createdDateTime: '2026-01-05T10:00:00Z',
    deletedDateTime: null,
    description,
    displayName,
    groupTypes: [],
    mail: null,
    mailEnabled: false,
    mailNickname,
    membershipRule: null,
    membershipRuleProcessingState: null,
    securityEnabled: true,
    visibility: null,
    ...own,
  };
  return { group, people, nested, ...(rule && { rule }) };
}

const employees = plan('Contoso Employees', 'Everybody who is employed and may sign in', {
  groupTypes: ['DynamicMembership'],
  membershipRule: '(user.employeeType -eq "Employee") and (user.accountEnabled -eq true)',
  membershipRuleProcessingState: 'On',
  rule: (user) => user.employeeType === 'Employee' && user.accountEnabled,
});
const pilot = plan('Writeback Pilot', 'The first people whose contact data are written back', {
  people: ['100101', '100102', '100401', '101101'],
});
const berlin = plan('Berlin Office', 'Works in Berlin', { people: ['100201', '100502', '100601', '100901'] });
const regions = plan('Pilot Regions', 'Groups of the pilot, and one person', {
  people: ['101301'],
  nested: [pilot, berlin],
});
const writeback = plan('Contoso Writeback', 'All whose contact data are written back', { nested: [regions] });
const logistics = plan('Logistics Team', 'A Microsoft 365 group', {
  people: ['100101', '101201'],
  groupTypes: ['Unified'],
  mail: 'logistics@contoso.example',
  mailEnabled: true,
  securityEnabled: false,
  visibility: 'Private',
});

/** The groups of the tenant: one dynamic, one nested in another that is nested itself. */
export const groupPlans: readonly GroupPlan[] = [employees, pilot, berlin, regions, writeback, logistics];
