import type { Sandbox } from '../tenant/sandbox.ts';
import { ControlProblem, fields, text } from './registrations.ts';

/**
 * Takes `{"now": "2027-01-01T08:00:00Z"}`: from then on the tenant goes by that time, and what a new day brings has come.
 *
 * @throws ControlProblem where it is no such time
 */
export function moveClock(sandbox: Sandbox, value: unknown): Record<string, unknown> {
  const now = text(fields(value, 'a time', ['now']), 'now');
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/.test(now) ? Date.parse(now) : Number.NaN;
  if (!Number.isFinite(at)) throw new ControlProblem('"now" must be a time in UTC such as 2027-01-01T08:00:00Z');
  sandbox.clock.set(at);
  sandbox.tenant.workforce.settle(at);
  return { now: new Date(at).toISOString() };
}
