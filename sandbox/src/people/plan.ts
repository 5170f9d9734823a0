/** The HR situations that the seed documents describe; each decides which rows a person has. */
export const situations = {
  plain: 'one employment, business e-mail and phone primary',
  terminated: 'the only employment has ended',
  conversion: 'worker conversion: the old employment has no user any more',
  rehire: 'rehired under the same person id: two employments, both with a user',
  'rehire-old-person': 'left; was later rehired under a new person id',
  'rehire-new-person': 'rehired under a new person id: nothing to fix',
  'global-assignment': 'home employment (ST) and global assignment (GA)',
  'concurrent-jobs': 'two employments at once (ST and ST)',
  'pre-hire': 'starts in the future: no personal data and no job today',
  'personal-email-primary': 'the personal e-mail is primary',
  'business-phone-primary': 'the business phone is primary beside a cell phone',
  'cell-phone-primary': 'the cell phone is primary',
  'placeholder-contact': 'new hire with placeholder e-mail and phone',
  'no-phone': 'has no phone at all',
  'personal-phone-primary': 'the personal phone is primary',
} as const;

export type Situation = keyof typeof situations;

export interface EmailPlan {
  readonly type: 'business' | 'personal' | 'other';
  readonly address: string;
  readonly primary: boolean;
}

export interface PhonePlan {
  readonly type: 'business' | 'cell' | 'personal';
  readonly number: string;
  readonly primary: boolean;
  readonly countryCode?: string;
  readonly areaCode?: string;
  readonly extension?: string;
}

/** One slice of a job; times are ms UTC. */
export interface JobPlan {
  readonly from: number;
  readonly to?: number;
  readonly sequence?: number;
  readonly title: string;
  readonly department: string;
  /** `A` active, `T` terminated … : the external code of emplStatus. */
  readonly status: string;
  readonly event: 'HIRNEW' | 'REHREH' | 'TERVOL' | 'CONVER' | 'GASSGN' | 'DATACH';
  /** userId of the manager, null for nobody. */
  readonly manager: string | null;
}

export interface EmploymentPlan {
  readonly userId: string;
  readonly assignmentClass: 'ST' | 'GA';
  readonly from: number;
  readonly to?: number;
  readonly contingent?: boolean;
  readonly jobs: readonly JobPlan[];
  /** Status of the user account in SuccessFactors; null: the account is gone and `userNav` is null. */
  readonly user: 't' | 'f' | 'e' | null;
  readonly workPlace: string;
  readonly assignment?: { readonly company: string; readonly until: number };
}

/** What stands between a generated person and the one account with their employeeId. */
export const accountConflicts = {
  'without-employee-id': 'the account is there, and its employeeId is empty',
  'name-taken': 'has no account; one of somebody else holds the user principal name and the mail that would be theirs',
  'two-accounts': 'an administrator account carries the same employeeId as the usual one',
} as const;

export type AccountConflict = keyof typeof accountConflicts;

/** The account in Microsoft Entra ID. */
export interface AccountPlan {
  readonly mail: string | null;
  readonly telephone: string | null;
  readonly mobile: string | null;
  readonly enabled: boolean;
  /** Local part of userPrincipalName where it is not that of the mail. */
  readonly alias?: string;
  readonly conflict?: AccountConflict | undefined;
}

export interface PersonPlan {
  readonly id: string;
  readonly situation: Situation;
  readonly firstName: string;
  readonly lastName: string;
  readonly middleName?: string;
  readonly preferredName?: string;
  readonly gender: 'F' | 'M' | 'O';
  readonly born: string;
  readonly country: string;
  readonly emails: readonly EmailPlan[];
  readonly phones: readonly PhonePlan[];
  readonly employments: readonly EmploymentPlan[];
  /** Days from which on personal data are valid; later than today for a pre-hire. */
  readonly personalFrom: number;
  /** False where the tenant has no PersonEmpTerminationInfo row for the person. */
  readonly terminationInfo?: boolean;
  readonly account: AccountPlan | null;
}
