import { filterSupport, type Property, type ResourceType } from '../resource.ts';
import { userType } from '../users/user-type.ts';

const text = (name: string, levels = '', more: Partial<Property> = {}): Property => ({
  name,
  type: 'string',
  usual: true,
  ...(levels !== '' && { filter: filterSupport(levels) }),
  ...more,
});

/** The properties of microsoft.graph.group that the sandbox has ("group resource type"). */
const properties: readonly Property[] = [
  text('id', 'DD----'),
  text('createdDateTime', 'DADD--', { type: 'date' }),
  text('deletedDateTime', '', { type: 'date' }),
  text('description', 'DDDDD-'),
  text('displayName', 'DDDDD-', { order: 'default' }),
  text('groupTypes', 'D-----', { type: 'strings' }),
  text('mail', 'DDDDD-'),
  text('mailEnabled', 'DD----', { type: 'boolean' }),
  text('mailNickname', 'DDDDD-'),
  text('membershipRule', 'AA----'),
  text('membershipRuleProcessingState', ''),
  text('securityEnabled', 'DD----', { type: 'boolean' }),
  text('visibility', ''),
];

export const groupType: ResourceType = {
  name: 'Group',
  type: 'microsoft.graph.group',
  properties: new Map(properties.map((each) => [each.name, each])),
};

/** What users and groups have in common, and what either has alone: members of a group are both. */
export const directoryObjectType: ResourceType = {
  name: 'DirectoryObject',
  type: 'microsoft.graph.directoryObject',
  properties: new Map([...groupType.properties, ...userType.properties]),
};
