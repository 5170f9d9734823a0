import { type SnapshotTimes, standardTimes } from '../odata/snapshots.ts';
import { ControlProblem } from './registrations.ts';

const isTime = (name: string): name is keyof SnapshotTimes => Object.hasOwn(standardTimes, name);

/**
 * Reads times of snapshot paging from outside, so that nobody has to wait a quarter of an hour for a snapshot to
 * expire. What is not given is as SuccessFactors has it.
 *
 * @throws ControlProblem naming the field and what it takes
 */
export function readSnapshotTimes(value: unknown): SnapshotTimes {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ControlProblem('times of snapshot paging are an object such as {"expireAfterSeconds":1}');
  }
  const times: { -readonly [name in keyof SnapshotTimes]: number } = { ...standardTimes };
  for (const [name, given] of Object.entries(value)) {
    if (!isTime(name)) {
      throw new ControlProblem(`snapshot paging has no "${name}"; it takes ${Object.keys(standardTimes).join(', ')}`);
    }
    if (typeof given !== 'number' || !(given >= 0 && given <= 1e9)) {
      throw new ControlProblem(`"${name}" must be a number of at least 0`);
    }
    times[name] = given;
  }
  return times;
}
