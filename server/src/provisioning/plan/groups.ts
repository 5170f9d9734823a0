/** What is written whole or not at all. */
export type GroupName = 'e-mail' | 'business phone' | 'cell phone' | 'user' | 'account' | 'manager';

/** The targets of a group that is one e-mail or phone row. */
export interface ContactGroup {
  readonly name: GroupName;
  readonly entity: 'PerEmail' | 'PerPhone';
  /** The noun for the row's main value. */
  readonly noun: 'address' | 'number';
  readonly value: { readonly target: string; readonly property: string };
  readonly type: { readonly target: string; readonly property: string };
  readonly flag: { readonly target: string; readonly property: 'isPrimary' };
  /** Sent only where they have a value. */
  readonly extra: readonly { readonly target: string; readonly property: string }[];
}

const phoneGroup = (name: GroupName, prefix: string, extra: readonly string[]): ContactGroup => ({
  name,
  entity: 'PerPhone',
  noun: 'number',
  value: { target: `${prefix}Number`, property: 'phoneNumber' },
  type: { target: `${prefix}Type`, property: 'phoneType' },
  flag: { target: `${prefix}IsPrimary`, property: 'isPrimary' },
  extra: extra.map((end) => ({ target: prefix + end, property: `${end[0]?.toLowerCase()}${end.slice(1)}` })),
});

/** E-mail, business phone, cell phone: the rows that the SuccessFactors Writeback app knows. */
export const contactGroups: readonly ContactGroup[] = [
  {
    name: 'e-mail',
    entity: 'PerEmail',
    noun: 'address',
    value: { target: 'email', property: 'emailAddress' },
    type: { target: 'emailType', property: 'emailType' },
    flag: { target: 'emailIsPrimary', property: 'isPrimary' },
    extra: [],
  },
  phoneGroup('business phone', 'businessPhone', ['AreaCode', 'CountryCode', 'Extension']),
  phoneGroup('cell phone', 'cellPhone', ['AreaCode', 'CountryCode']),
];

/** The targets of the User row, which carry the names of its properties. */
export const userTargets: readonly string[] = [
  'username',
  'loginMethod',
  ...Array.from({ length: 15 }, (_, index) => `custom${String(index + 1).padStart(2, '0')}`),
];
