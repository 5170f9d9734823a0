import { DAY, day } from './calendar.ts';
import { ascii, firstNames, lastNames } from './names.ts';
import { departmentCodes, workPlaces } from './organisation.ts';
import type { AccountConflict, EmailPlan, EmploymentPlan, JobPlan, PersonPlan, PhonePlan, Situation } from './plan.ts';
import { pick, random } from './random.ts';

/** How many of a hundred generated people are in each situation. The rehired under a new id come in pairs. */
export const proportions: readonly (readonly [situation: Situation, percent: number])[] = [
  ['plain', 62],
  ['terminated', 8],
  ['conversion', 4],
  ['rehire', 5],
  ['rehire-new-person', 1],
  ['global-assignment', 3],
  ['concurrent-jobs', 3],
  ['pre-hire', 2],
  ['personal-email-primary', 3],
  ['business-phone-primary', 3],
  ['cell-phone-primary', 2],
  ['placeholder-contact', 2],
  ['no-phone', 1],
  ['personal-phone-primary', 1],
];

/** How many of a thousand generated people have an account in conflict; three in a hundred have none at all. */
export const conflictProportions: readonly (readonly [conflict: AccountConflict, permille: number])[] = [
  ['without-employee-id', 10],
  ['name-taken', 10],
  ['two-accounts', 5],
];

/** userId of Ingrid Solberg, to whom the generated people at the top report. */
const HEAD = '100102';

const titles = ['Analyst', 'Specialist', 'Team Lead', 'Engineer', 'Coordinator', 'Consultant', 'Manager'] as const;

function situationAt(roll: number): Situation {
  let sum = 0;
  for (const [situation, percent] of proportions) {
    sum += percent;
    if (roll * 100 < sum) return situation;
  }
  return 'plain';
}

/** How many people report to one manager. */
const SPAN = 9;
const FIRST_ID = 200_001;
const places = [...workPlaces.values()];
const departments = [...departmentCodes.keys()];
const EARLIEST = day('2014-01-01');
const FORMER_LIFE = 700_000;

const chance = (index: number, seed: number): (() => number) => random(Math.imul(seed, 1_000_003) + index);

/** The situation of the generated person with a number, counted from 0. */
export const situationOf = (index: number, seed: number): Situation => situationAt(chance(index, seed)());

/** The conflict of the generated person with a number. It is drawn apart, so that nothing else about them depends on it. */
export function conflictOf(index: number, seed: number): AccountConflict | undefined {
  let rest = random(Math.imul(seed, 7_368_787) ^ Math.imul(index + 1, 2_654_435_761))() * 1000;
  for (const [conflict, permille] of conflictProportions) {
    if (rest < permille) return conflict;
    rest -= permille;
  }
  return undefined;
}

/** The id of the generated person with a number, counted from 0. */
export const idOf = (index: number): string => String(FIRST_ID + index);

/** The id under which somebody was here before, and the number of whoever has such an id. */
export const formerId = (index: number): string => String(FIRST_ID + FORMER_LIFE + index);

/** userId of the manager: the generated person further up, or the next one who works here today; or the head of all. */
function managerOf(index: number, seed: number): string {
  let above = Math.floor(index / SPAN) - 1;
  while (above >= 0) {
    const situation = situationOf(above, seed);
    const current = situation === 'rehire' || situation === 'conversion' ? `${idOf(above)}-1` : idOf(above);
    if (situation !== 'terminated' && situation !== 'pre-hire') return current;
    above -= 1;
  }
  return HEAD;
}

/**
 * The invented person with a number, counted from 0: the same number and seed give the same person.
 *
 * @param now clock reading in ms: pre-hires start 20 to 79 days later
 */
export function generatedPerson(index: number, seed: number, now: number): PersonPlan {
  const next = chance(index, seed);
  const person = generate(FIRST_ID + index, situationAt(next()), next, now, managerOf(index, seed));
  const conflict = conflictOf(index, seed);
  return person.account && conflict ? { ...person, account: { ...person.account, conflict } } : person;
}

/** The first life, under another person id, of somebody who was rehired under a new one. */
export function formerLife(person: PersonPlan): PersonPlan {
  const id = String(Number(person.id) + FORMER_LIFE);
  const from = day('2012-01-01');
  const to = day('2018-12-31');
  const lives = person.employments.slice(0, 1).map((each): EmploymentPlan => {
    const jobs = each.jobs.slice(0, 1).flatMap(({ to: _, ...job }): JobPlan[] => [
      { ...job, from, to },
      { ...job, from: to + DAY, status: 'T', event: 'TERVOL' },
    ]);
    return { ...each, userId: id, from, to, user: 'f', jobs };
  });
  return { ...person, id, situation: 'rehire-old-person', employments: lives, personalFrom: from, account: null };
}

/**
 * The slices of a job that goes on: three in ten people have changed once, and some of them twice on that one day, which
 * gives two rows with sequence numbers 1 and 2.
 */
function history(first: JobPlan, next: () => number): JobPlan[] {
  const roll = next();
  const changed = first.from + (200 + Math.floor(next() * 400)) * DAY;
  if (roll >= 0.3) return [first];
  const title = `${first.department} ${pick(titles, next)}`;
  const slices: JobPlan[] = [
    { ...first, to: changed - DAY },
    { ...first, from: changed, event: 'DATACH', title },
  ];
  if (roll < 0.04) slices.push({ ...first, from: changed, event: 'DATACH', title: `Senior ${title}`, sequence: 2 });
  return slices;
}

function generate(number: number, situation: Situation, next: () => number, now: number, manager: string): PersonPlan {
  const id = String(number);
  const [firstName, gender] = pick(firstNames, next);
  const lastName = pick(lastNames, next);
  const workPlace = pick(places, next);
  const department = pick(departments, next);
  const hired = EARLIEST + Math.floor(next() * 3650) * DAY;
  const soon = Math.floor(now / DAY) * DAY + (20 + Math.floor(next() * 60)) * DAY;
  const local = `${ascii(firstName)}.${ascii(lastName)}${number - 200_000}`;
  // Four digits as far as they go; in a larger crowd numbers are longer, and still no two people share one.
  const extension = number - FIRST_ID < 1000 ? String(number % 1000).padStart(3, '0') : String(number);
  const line = (range: number): string => `${workPlace.dial} ${range}${extension}`;

  const job = (from: number, more: Partial<JobPlan> = {}): JobPlan => ({
    from,
    title: `${department} ${pick(titles, next)}`,
    department,
    status: 'A',
    event: 'HIRNEW',
    manager,
    ...more,
  });
  const employment = (userId: string, from: number, jobs: JobPlan[], more: Partial<EmploymentPlan> = {}) =>
    ({ userId, from, jobs, workPlace: workPlace.code, assignmentClass: 'ST', user: 't', ...more }) as const;
  const past = (user: 'f' | null): EmploymentPlan => {
    const to = hired + 700 * DAY;
    const slices = [job(hired, { to }), job(to + DAY, { status: 'T', event: 'TERVOL' })];
    return employment(id, hired, slices, { to, user });
  };
  const current = (userId: string, event: JobPlan['event'] = 'HIRNEW', from = hired): EmploymentPlan =>
    employment(userId, from, history(job(from, { event }), next));
  const again = hired + 800 * DAY;

  const employments: Partial<Record<Situation, () => EmploymentPlan[]>> = {
    terminated: () => [past('f')],
    conversion: () => [{ ...past(null), contingent: true }, current(`${id}-1`, 'CONVER', again)],
    rehire: () => [past('f'), current(`${id}-1`, 'REHREH', again)],
    'global-assignment': () => [
      current(id),
      {
        ...current(`${id}-1`, 'GASSGN', again),
        assignmentClass: 'GA',
        assignment: { company: 'CON_DE', until: day('2029-12-31') },
      },
    ],
    'concurrent-jobs': () => [current(id), current(`${id}-1`, 'HIRNEW', again)],
    'pre-hire': () => [{ ...current(id, 'HIRNEW', soon), user: number % 2 === 0 ? 'e' : 't' }],
  };

  const personalFirst = situation === 'personal-email-primary';
  const placeholder = situation === 'placeholder-contact';
  const emails: EmailPlan[] = [
    {
      type: 'business',
      address: placeholder ? 'to-be-set@placeholder.invalid' : `${local}@fabrikam.example`,
      primary: !personalFirst,
    },
  ];
  if (personalFirst || next() < 0.3) {
    emails.push({ type: 'personal', address: `${local}@mail.example`, primary: personalFirst });
  }

  const phones: PhonePlan[] = [];
  const primary =
    situation === 'cell-phone-primary' ? 'cell' : situation === 'personal-phone-primary' ? 'personal' : 'business';
  if (situation !== 'no-phone') {
    const add = (type: PhonePlan['type'], number_: string): number =>
      phones.push({ type, number: number_, primary: type === primary });
    add('business', placeholder ? '000-000-0000' : line(1));
    if (primary === 'cell' || situation === 'business-phone-primary' || next() < 0.4) add('cell', line(6));
    if (primary === 'personal') add('personal', line(8));
  }

  const linked = next() < 0.97;
  const telephone = next() < 0.75 ? line(2) : null;
  const mobile = next() < 0.5 ? line(7) : null;
  return {
    id,
    situation,
    firstName,
    lastName,
    gender,
    born: `${1960 + (number % 42)}-0${1 + (number % 9)}-1${number % 10}`,
    country: workPlace.country,
    emails,
    phones,
    employments: employments[situation]?.() ?? [current(id)],
    personalFrom: situation === 'pre-hire' ? soon : hired,
    terminationInfo: !(situation === 'terminated' && number % 4 === 0),
    account: linked
      ? { mail: `${local}@contoso.example`, telephone, mobile, enabled: situation !== 'terminated' }
      : null,
  };
}
