import { ControlProblem } from '../control/registrations.ts';
import { DAY } from '../people/calendar.ts';
import type { EmploymentPlan, JobPlan, PersonPlan } from '../people/plan.ts';
import type { JobFrom, JobWords, PersonEvent } from './hr-event.ts';

/**
 * A person after an event, as HR would note it in Employee Central; null: the person is not there.
 *
 * @param plan the person as they are now; null: not there
 * @param seeded the person as the seed has them: what a hire begins with
 * @throws ControlProblem where the person is not in a state for it
 */
export function afterEvent(plan: PersonPlan | null, seeded: PersonPlan, event: PersonEvent): PersonPlan | null {
  if (event.kind === 'withdraw') return null;
  if (event.kind === 'hire') {
    if (plan !== null) throw new ControlProblem(`${event.person} is here already`);
    return hired(seeded, event);
  }
  if (plan === null) throw new ControlProblem(`${event.person} is not here`);
  switch (event.kind) {
    case 'rename':
      return { ...plan, lastName: event.lastName };
    case 'rehire':
      return rehired(plan, event);
    case 'convert':
      return converted(plan, event);
    case 'terminate':
      return withCurrent(plan, (current) => ended(current, event.on));
    case 'move':
      return withCurrent(plan, (current) => changed(current, event.on, { ...words(event), event: 'DATACH' }));
    default: {
      const status = event.kind === 'leave' ? 'U' : 'A';
      return withCurrent(plan, (current) => changed(current, event.on, { status, event: 'DATACH' }));
    }
  }
}

/** The employment that goes on, the last one of several. */
function withCurrent(plan: PersonPlan, change: (employment: EmploymentPlan) => EmploymentPlan): PersonPlan {
  const place = plan.employments.findLastIndex(({ to }) => to === undefined);
  const current = plan.employments[place];
  if (current === undefined) throw new ControlProblem(`${plan.id} has no employment that goes on`);
  return { ...plan, employments: plan.employments.with(place, change(current)) };
}

const words = ({ department, title, manager }: JobWords): Partial<JobPlan> => ({
  ...(department !== undefined && { department }),
  ...(title !== undefined && { title }),
  ...(manager !== undefined && { manager }),
});

/** A new slice of the job from a day on; a second one of the same day gets the next sequence number. */
function changed(employment: EmploymentPlan, on: number, more: Partial<JobPlan>): EmploymentPlan {
  const { jobs, userId } = employment;
  const last = lastJob(employment);
  if (on < last.from) throw new ControlProblem(`the job of ${userId} has changed after that day already`);
  const { sequence = 1, ...rest } = last;
  if (on === last.from) return { ...employment, jobs: [...jobs, { ...rest, ...more, sequence: sequence + 1 }] };
  return { ...employment, jobs: [...jobs.slice(0, -1), { ...last, to: on - DAY }, { ...rest, ...more, from: on }] };
}

function ended(employment: EmploymentPlan, on: number): EmploymentPlan {
  const { jobs } = changed(employment, on + DAY, { status: 'T', event: 'TERVOL' });
  return { ...employment, to: on, jobs };
}

function hired(seeded: PersonPlan, event: JobFrom): PersonPlan {
  const first = seeded.employments[0];
  if (first === undefined) throw new ControlProblem(`${seeded.id} cannot be hired`);
  const begun = employed(seeded.id, first, firstJob(first, event, 'HIRNEW'));
  return { ...seeded, situation: 'plain', employments: [begun], personalFrom: event.on, terminationInfo: true };
}

function rehired(plan: PersonPlan, event: JobFrom): PersonPlan {
  const last = plan.employments.at(-1);
  if (last === undefined || plan.employments.some(({ to }) => to === undefined || to >= event.on)) {
    throw new ControlProblem(`${plan.id} has not left before that day`);
  }
  const again = employed(`${plan.id}-${plan.employments.length}`, last, firstJob(last, event, 'REHREH'));
  return { ...plan, situation: 'rehire', employments: [...plan.employments, again], terminationInfo: true };
}

/** The old employment ends on the day before, and its user is gone. */
function converted(plan: PersonPlan, event: JobFrom): PersonPlan {
  const before = withCurrent(plan, (current) => ({ ...ended(current, event.on - DAY), user: null }));
  const last = plan.employments.findLast(({ to }) => to === undefined);
  if (last === undefined) return before;
  const begun = employed(`${plan.id}-${plan.employments.length}`, last, firstJob(last, event, 'CONVER'));
  return { ...before, situation: 'conversion', employments: [...before.employments, begun] };
}

function employed(userId: string, { workPlace }: EmploymentPlan, job: JobPlan): EmploymentPlan {
  return { userId, assignmentClass: 'ST', from: job.from, jobs: [job], user: 't', workPlace };
}

function firstJob(employment: EmploymentPlan, event: JobFrom, reason: JobPlan['event']): JobPlan {
  const { sequence: _, to: __, ...last } = lastJob(employment);
  return { ...last, status: 'A', ...words(event), from: event.on, event: reason };
}

function lastJob({ userId, jobs }: EmploymentPlan): JobPlan {
  const last = jobs.at(-1);
  if (last === undefined) throw new ControlProblem(`${userId} has no job`);
  return last;
}
