import { DAY, day } from './calendar.ts';
import type { AccountPlan, EmailPlan, EmploymentPlan, JobPlan, PersonPlan, PhonePlan } from './plan.ts';

/** userId of Ingrid Solberg, whom most people report to. */
const HEAD = '100102';

const business = (address: string, primary = true): EmailPlan => ({ type: 'business', address, primary });
const personal = (address: string, primary = false): EmailPlan => ({ type: 'personal', address, primary });
const phone = (type: PhonePlan['type'], number: string, primary: boolean): PhonePlan => ({ type, number, primary });

const account = (mail: string | null, telephone: string | null, mobile: string | null): AccountPlan => ({
  mail: mail === null ? null : `${mail}@contoso.example`,
  telephone,
  mobile,
  enabled: true,
});

const job = (from: string, title: string, department: string, more: Partial<JobPlan> = {}): JobPlan => ({
  from: day(from),
  title,
  department,
  status: 'A',
  event: 'HIRNEW',
  manager: HEAD,
  ...more,
});

const employment = (
  userId: string,
  from: string,
  workPlace: string,
  jobs: readonly JobPlan[],
  more: Partial<EmploymentPlan> = {},
): EmploymentPlan => ({ userId, from: day(from), workPlace, jobs, assignmentClass: 'ST', user: 't', ...more });

/** An employment that ended on the last day of `to`, with the slice that says so. */
const ended = (userId: string, from: string, to: string, workPlace: string, jobs: [JobPlan], user: 'f' | null) => {
  const [worked] = jobs;
  const last = { ...worked, from: day(to) + DAY, status: 'T', event: 'TERVOL' } as const;
  return employment(userId, from, workPlace, [{ ...worked, to: day(to) }, last], { to: day(to), user });
};

/**
 * The people whom documents and tests know by number: one or more for each HR situation. Their accounts in Entra ID
 * differ from their rows here, so that a writeback has something to write, and cover telephone and mobile, telephone
 * alone, mobile alone and neither. All are invented; where a country reserves numbers for fiction, theirs are such.
 *
 * @param now clock reading in ms: the pre-hire starts 60 days later
 */
export function namedPeople(now: number): PersonPlan[] {
  const soon = Math.floor(now / DAY) * DAY + 60 * DAY;
  return [
    {
      id: '100101',
      situation: 'plain',
      firstName: 'Amara',
      lastName: 'Nwosu',
      middleName: 'Chidinma',
      gender: 'F',
      born: '1988-04-17',
      country: 'NGA',
      emails: [business('amara.nwosu@fabrikam.example'), personal('amara.n@mail.example')],
      phones: [phone('business', '+1 206 555 0101', true), phone('cell', '+1 206 555 0151', false)],
      employments: [employment('100101', '2018-03-05', 'SEA-01', [job('2022-06-01', 'Logistics Lead', 'Logistics')])],
      personalFrom: day('2018-03-05'),
      account: account('amara.nwosu', '+1 425 555 0111', '+1 425 555 0161'),
    },
    {
      id: '100102',
      situation: 'plain',
      firstName: 'Ingrid',
      lastName: 'Solberg',
      preferredName: 'Inga',
      gender: 'F',
      born: '1975-11-30',
      country: 'NOR',
      emails: [business('ingrid.solberg@contoso.example')],
      phones: [{ ...phone('business', '+49 30 23125 102', true), extension: '02' }],
      employments: [
        employment('100102', '2012-09-01', 'BER-01', [
          job('2020-01-01', 'Head of Operations', 'Operations', { manager: null, event: 'DATACH' }),
        ]),
      ],
      personalFrom: day('2012-09-01'),
      account: account('ingrid.solberg', '+49 30 23125 200', null),
    },
    {
      id: '100201',
      situation: 'terminated',
      firstName: 'Piotr',
      lastName: 'Zielinski',
      gender: 'M',
      born: '1981-02-08',
      country: 'POL',
      emails: [business('piotr.zielinski@fabrikam.example')],
      phones: [phone('business', '+49 30 23125 201', true)],
      employments: [
        ended('100201', '2016-05-01', '2024-08-31', 'BER-01', [job('2019-01-01', 'Controller', 'Finance')], 'f'),
      ],
      personalFrom: day('2016-05-01'),
      account: { ...account('piotr.zielinski', null, null), enabled: false },
    },
    {
      id: '100301',
      situation: 'conversion',
      firstName: 'Mei-Ling',
      lastName: 'Tan',
      gender: 'F',
      born: '1992-07-22',
      country: 'SGP',
      emails: [business('mei-ling.tan@fabrikam.example'), personal('meiling.t@mail.example')],
      phones: [phone('business', '+44 20 7946 0301', true)],
      employments: [
        {
          ...ended(
            '100301',
            '2021-02-01',
            '2023-06-30',
            'LON-01',
            [job('2021-02-01', 'Contractor', 'IT Services')],
            null,
          ),
          contingent: true,
        },
        employment('100301-1', '2023-07-01', 'LON-01', [
          job('2023-07-01', 'Platform Engineer', 'Engineering', { event: 'CONVER' }),
        ]),
      ],
      personalFrom: day('2021-02-01'),
      account: account('mei-ling.tan', '+44 20 7946 0391', '+44 7700 900301'),
    },
    {
      id: '100401',
      situation: 'rehire',
      firstName: 'Rita',
      lastName: 'Okafor',
      gender: 'F',
      born: '1986-09-14',
      country: 'NGA',
      emails: [business('rita.okafor@fabrikam.example'), personal('rita.o@mail.example')],
      phones: [phone('business', '+234 1 555 0401', true), phone('cell', '+234 802 555 0401', false)],
      employments: [
        ended(
          '100401',
          '2017-01-09',
          '2022-12-31',
          'LOS-01',
          [job('2017-01-09', 'Operations Coordinator', 'Operations', { manager: '100101' })],
          'f',
        ),
        employment('100401-1', '2024-03-01', 'LON-01', [
          job('2024-03-01', 'Account Manager', 'Sales EMEA', { event: 'REHREH' }),
        ]),
      ],
      personalFrom: day('2017-01-09'),
      account: account('rita.okafor', '+44 20 7946 0401', '+44 7700 900401'),
    },
    {
      id: '100501',
      situation: 'rehire-old-person',
      firstName: 'Tomás',
      lastName: 'Herrera',
      gender: 'M',
      born: '1990-12-03',
      country: 'ESP',
      emails: [business('tomas.herrera@fabrikam.example')],
      phones: [phone('business', '+49 30 23125 501', true)],
      employments: [
        ended('100501', '2015-10-01', '2021-03-31', 'BER-01', [job('2015-10-01', 'Analyst', 'Finance')], 'f'),
      ],
      personalFrom: day('2015-10-01'),
      account: { ...account(null, null, null), enabled: false, alias: 'tomas.herrera.2015' },
    },
    {
      id: '100502',
      situation: 'rehire-new-person',
      firstName: 'Tomás',
      lastName: 'Herrera',
      gender: 'M',
      born: '1990-12-03',
      country: 'ESP',
      emails: [business('t.herrera@fabrikam.example')],
      phones: [phone('business', '+49 30 23125 502', true)],
      employments: [
        employment('100502', '2024-05-01', 'BER-01', [
          job('2024-05-01', 'Senior Analyst', 'Finance', { event: 'REHREH' }),
        ]),
      ],
      personalFrom: day('2024-05-01'),
      account: account('tomas.herrera', null, '+49 171 39200 02'),
    },
    {
      id: '100601',
      situation: 'global-assignment',
      firstName: 'Haruto',
      lastName: 'Watanabe',
      gender: 'M',
      born: '1983-05-27',
      country: 'JPN',
      emails: [business('haruto.watanabe@fabrikam.example')],
      phones: [phone('business', '+81 3 5550 0601', true), phone('cell', '+81 90 5550 0601', false)],
      employments: [
        employment('100601', '2014-04-01', 'TYO-01', [job('2019-04-01', 'Principal Engineer', 'Engineering')]),
        employment(
          '100601-1',
          '2025-02-01',
          'BER-01',
          [job('2025-02-01', 'Plant Liaison', 'Operations', { event: 'GASSGN' })],
          { assignmentClass: 'GA', assignment: { company: 'CON_DE', until: day('2028-01-31') } },
        ),
      ],
      personalFrom: day('2014-04-01'),
      account: account('haruto.watanabe', '+49 30 23125 601', '+81 90 5550 0601'),
    },
    {
      id: '100701',
      situation: 'concurrent-jobs',
      firstName: 'Beatriz',
      lastName: 'Almeida',
      gender: 'F',
      born: '1979-01-19',
      country: 'BRA',
      emails: [business('beatriz.almeida@fabrikam.example')],
      phones: [{ ...phone('business', '5550 0701', true), countryCode: '55', areaCode: '11' }],
      employments: [
        employment('100701', '2010-08-01', 'SAO-01', [job('2018-08-01', 'Finance Partner', 'Finance')]),
        employment('100701-1', '2023-01-01', 'SAO-01', [job('2023-01-01', 'Regional Recruiter', 'People & Culture')]),
      ],
      personalFrom: day('2010-08-01'),
      account: account('beatriz.almeida', '+55 11 5550 0799', null),
    },
    {
      id: '100801',
      situation: 'pre-hire',
      firstName: 'Farid',
      lastName: 'Rahimi',
      gender: 'M',
      born: '1997-06-11',
      country: 'DEU',
      emails: [business('farid.rahimi@fabrikam.example'), personal('farid.r@mail.example')],
      phones: [phone('cell', '+49 171 39200 01', true)],
      employments: [
        {
          ...employment('100801', '2026-01-01', 'BER-01', [
            { ...job('2026-01-01', 'Junior Engineer', 'Engineering'), from: soon },
          ]),
          from: soon,
        },
      ],
      personalFrom: soon,
      account: account('farid.rahimi', null, '+49 171 39200 99'),
    },
    {
      id: '100901',
      situation: 'personal-email-primary',
      firstName: 'Sofia',
      lastName: 'Lindqvist',
      gender: 'F',
      born: '1994-03-02',
      country: 'SWE',
      emails: [business('sofia.lindqvist@fabrikam.example', false), personal('sofia.l@mail.example', true)],
      phones: [phone('business', '+49 30 23125 901', true)],
      employments: [employment('100901', '2022-10-01', 'BER-01', [job('2022-10-01', 'Designer', 'Engineering')])],
      personalFrom: day('2022-10-01'),
      account: account('sofia.lindqvist', '+49 30 23125 991', null),
    },
    {
      id: '101001',
      situation: 'business-phone-primary',
      firstName: 'Daniel',
      lastName: "O'Connor",
      gender: 'M',
      born: '1985-08-25',
      country: 'IRL',
      emails: [business('daniel.oconnor@fabrikam.example')],
      phones: [phone('business', '+44 20 7946 0901', true), phone('cell', '+44 7700 900901', false)],
      employments: [employment('101001', '2019-11-04', 'LON-01', [job('2019-11-04', 'Sales Manager', 'Sales EMEA')])],
      personalFrom: day('2019-11-04'),
      account: account('daniel.oconnor', '+44 20 7946 0991', '+44 7700 900991'),
    },
    {
      id: '101101',
      situation: 'cell-phone-primary',
      firstName: 'Priya',
      lastName: 'Raman',
      gender: 'F',
      born: '1991-10-09',
      country: 'IND',
      emails: [business('priya.raman@contoso.example')],
      phones: [phone('business', '+1 206 555 0171', false), phone('cell', '+1 206 555 0181', true)],
      employments: [employment('101101', '2020-02-17', 'SEA-01', [job('2020-02-17', 'Data Engineer', 'Engineering')])],
      personalFrom: day('2020-02-17'),
      account: account('priya.raman', '+1 206 555 0191', '+1 206 555 0181'),
    },
    {
      id: '101201',
      situation: 'placeholder-contact',
      firstName: 'Lucas',
      lastName: 'Moreau',
      gender: 'M',
      born: '1999-12-21',
      country: 'FRA',
      emails: [business('to-be-set@placeholder.invalid')],
      phones: [phone('business', '000-000-0000', true)],
      employments: [employment('101201', '2025-11-03', 'LON-01', [job('2025-11-03', 'Trainee', 'Logistics')])],
      personalFrom: day('2025-11-03'),
      account: account('lucas.moreau', '+44 20 7946 0801', null),
    },
    {
      id: '101301',
      situation: 'no-phone',
      firstName: 'Nokuthula',
      lastName: 'Dlamini',
      gender: 'F',
      born: '1993-05-05',
      country: 'ZAF',
      emails: [business('nokuthula.dlamini@fabrikam.example')],
      phones: [],
      employments: [
        employment('101301', '2023-04-01', 'LOS-01', [
          job('2023-04-01', 'Accountant', 'Finance', { manager: '100101' }),
        ]),
      ],
      personalFrom: day('2023-04-01'),
      account: account('nokuthula.dlamini', null, null),
    },
    {
      id: '101401',
      situation: 'personal-phone-primary',
      firstName: 'Yusuf',
      lastName: 'Demir',
      gender: 'M',
      born: '1987-07-16',
      country: 'TUR',
      emails: [business('yusuf.demir@fabrikam.example')],
      phones: [phone('personal', '+90 212 555 1401', true), phone('business', '+49 30 23125 401', false)],
      employments: [
        employment('101401', '2021-09-01', 'BER-01', [job('2021-09-01', 'Support Engineer', 'IT Services')]),
      ],
      personalFrom: day('2021-09-01'),
      account: account('yusuf.demir', '+49 30 23125 491', '+49 171 39200 49'),
    },
  ];
}
