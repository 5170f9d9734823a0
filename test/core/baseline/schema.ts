import type { Json } from '../../../server/src/core/json.ts';

const attribute = (name: string, path?: string, more: Record<string, Json> = {}): Json => ({
  anchor: false,
  caseExact: false,
  defaultValue: null,
  flowNullValues: false,
  metadata: [],
  multivalued: false,
  mutability: 'ReadWrite',
  name,
  required: false,
  referencedObjects: [],
  type: 'String',
  apiExpressions: path === undefined ? [] : [{ key: 'any', value: path }],
  ...more,
});

const mapping = (targetAttributeName: string, source: Json, more: Record<string, Json> = {}): Json => ({
  defaultValue: null,
  exportMissingReferences: false,
  flowBehavior: 'FlowWhenChanged',
  flowType: 'Always',
  matchingPriority: 0,
  source,
  targetAttributeName,
  ...more,
});

const direct = (name: string): Json => ({ expression: `[${name}]`, name, type: 'Attribute', parameters: [] });
const call = (expression: string): Json => ({ expression, name: 'Any', type: 'Function', parameters: [] });

/** A synchronization schema as Microsoft Graph's beta endpoint shapes it, of an invented tenant. */
export const inboundSchema = {
  id: 'contoso.inbound',
  version: 'v1',
  directories: [
    {
      id: '1',
      name: 'SuccessFactors',
      objects: [
        {
          name: 'Worker',
          attributes: [
            attribute('personIdExternal', '$.personIdExternal', { anchor: true }),
            attribute('contosoBadge', '$.employmentNav.results[0].customString7'),
            attribute('startDate', '$.employmentNav.results[0].startDate', { type: 'DateTime' }),
            attribute('department', '$.employmentNav.results[0].jobInfoNav.results[0].departmentNav.name_localized'),
          ],
        },
      ],
    },
    {
      id: '2',
      name: 'Azure Active Directory',
      objects: [
        {
          name: 'User',
          attributes: [
            attribute('employeeId'),
            attribute('department'),
            attribute('displayName'),
            attribute('mailNickname'),
            attribute('usageLocation'),
            attribute('city'),
            attribute('extension_badges', undefined, { multivalued: true }),
          ],
        },
      ],
    },
  ],
  synchronizationRules: [
    {
      id: 'r',
      name: 'any',
      sourceDirectoryName: 'SuccessFactors',
      targetDirectoryName: 'Azure Active Directory',
      objectMappings: [
        {
          name: 'Synchronize SuccessFactors workers to Microsoft Entra ID',
          enabled: true,
          flowTypes: 'Add, Update, Delete',
          sourceObjectName: 'Worker',
          targetObjectName: 'User',
          scope: null,
          attributeMappings: [
            mapping('employeeId', direct('personIdExternal'), { matchingPriority: 1 }),
            mapping('department', call('Coalesce([department], "{{none}}")')),
            mapping('displayName', direct('contosoBadge'), { defaultValue: 'no {{badge}}' }),
            mapping('mailNickname', call('Broken([department]')),
            mapping('usageLocation', null, { defaultValue: 'D"E' }),
            mapping('city', null),
          ],
        },
      ],
    },
  ],
};

/** The schema of a writeback, with the short form of sources. */
export const writebackSchema = {
  directories: [
    {
      name: 'Azure Active Directory',
      objects: [{ name: 'User', attributes: [attribute('employeeId'), attribute('mail')] }],
    },
    {
      name: 'SuccessFactors',
      objects: [
        {
          name: 'Person',
          attributes: [
            attribute('personIdExternal', '$.personIdExternal'),
            attribute('email', "$.emailNav.results[?(@.emailType == '9120')].emailAddress"),
            attribute('emailType', "$.emailNav.results[?(@.emailType == '9120')].emailType"),
            attribute('emailIsPrimary', "$.emailNav.results[?(@.emailType == '9120')].isPrimary", { type: 'Boolean' }),
          ],
        },
      ],
    },
  ],
  synchronizationRules: [
    {
      sourceDirectoryName: 'Azure Active Directory',
      targetDirectoryName: 'SuccessFactors',
      objectMappings: [
        {
          sourceObjectName: 'User',
          targetObjectName: 'Person',
          attributeMappings: [
            { targetAttributeName: 'personIdExternal', source: { name: 'employeeId', type: 'Attribute' } },
            { targetAttributeName: 'email', source: { name: 'mail', type: 'Attribute' } },
            { targetAttributeName: 'emailType', source: { name: '9120', type: 'Constant' } },
          ],
        },
      ],
    },
  ],
};
