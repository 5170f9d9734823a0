import type { AttributeType } from '../analysis/model.ts';

/** Which record of SuccessFactors a writeback target belongs to. */
export type WritebackGroup = 'person' | 'email' | 'businessPhone' | 'cellPhone' | 'user';

/** A target of the SuccessFactors Writeback app. Its list is fixed: a mapping file may only change the API expressions. */
export interface WritebackTarget {
  readonly name: string;
  readonly group: WritebackGroup;
  /** The property of PerEmail, PerPhone or User. */
  readonly property: string;
  readonly path: string;
  readonly type: AttributeType;
}

const EMAIL = '$.emailNav.results[?(@.isPrimary == true)]';
const phone = (code: string) => `$.phoneNav.results[?(@.phoneType == '${code}')]`;
const USER = '$.employmentNav.results[0].userNav';

type Row = readonly [name: string, group: WritebackGroup, property: string, path: string, type?: AttributeType];

function phoneRows(prefix: 'businessPhone' | 'cellPhone', code: string, extension: boolean): Row[] {
  return [
    [`${prefix}Number`, prefix, 'phoneNumber', `${phone(code)}.phoneNumber`],
    [`${prefix}Type`, prefix, 'phoneType', `${phone(code)}.phoneType`],
    [`${prefix}IsPrimary`, prefix, 'isPrimary', `${phone(code)}.isPrimary`, 'Boolean'],
    [`${prefix}AreaCode`, prefix, 'areaCode', `${phone(code)}.areaCode`],
    [`${prefix}CountryCode`, prefix, 'countryCode', `${phone(code)}.countryCode`],
    ...(extension ? ([[`${prefix}Extension`, prefix, 'extension', `${phone(code)}.extension`]] as Row[]) : []),
  ];
}

/**
 * Source: "Tutorial: Configure attribute write-back from Microsoft Entra ID to SAP SuccessFactors", attribute table.
 * The type codes 10605 and 10606 in the default paths are Microsoft's samples; every tenant has its own, so a file
 * overrides these paths.
 */
const ROWS: readonly Row[] = [
  ['personIdExternal', 'person', 'personIdExternal', '$.personIdExternal'],
  ['userId', 'user', 'userId', '$.employmentNav.results[0].userId'],
  ['email', 'email', 'emailAddress', `${EMAIL}.emailAddress`],
  ['emailType', 'email', 'emailType', `${EMAIL}.emailType`],
  ['emailIsPrimary', 'email', 'isPrimary', `${EMAIL}.isPrimary`, 'Boolean'],
  ...phoneRows('businessPhone', '10605', true),
  ...phoneRows('cellPhone', '10606', false),
  ['username', 'user', 'username', `${USER}.username`],
  ['loginMethod', 'user', 'loginMethod', `${USER}.loginMethod`],
  ...Array.from({ length: 15 }, (_, i): Row => {
    const name = `custom${String(i + 1).padStart(2, '0')}`;
    return [name, 'user', name, `${USER}.${name}`];
  }),
];

/** The writeback targets by name. */
export const writebackTargets: ReadonlyMap<string, WritebackTarget> = new Map(
  ROWS.map(([name, group, property, path, type]) => [name, { name, group, property, path, type: type ?? 'String' }]),
);
