import * as z from 'zod';

/** What can be done to an account. `enable` and `restore` are what an undo does. */
export const accountActions = ['create', 'update', 'disable', 'enable', 'delete', 'restore'] as const;
export type AccountAction = (typeof accountActions)[number];

/** What an inbound plan knows of a worker and their account. */
export const accountChangeSchema = z.strictObject({
  /** The HR situation: `rehire`, `pre-hire`. */
  situation: z.string(),
  /** The day as of which the worker was read, `2026-06-01`; absent where that is the day of the plan. */
  asOfDate: z.string().exactOptional(),
  /** `none` where nothing is to be done. */
  action: z.enum([...accountActions, 'none']),
  /** Why this action, in a few words. */
  reason: z.string(),
  /** The worker was read and is out of scope: what is done to the account is done for that. */
  outOfScope: z.literal(true).exactOptional(),
  /** Object id of the account that is there; absent where there is none. */
  objectId: z.string().min(1).exactOptional(),
  /** By which values it was found: `employeeId 100234`, or that it is remembered. */
  matchedBy: z.string().exactOptional(),
});
export type AccountChange = z.infer<typeof accountChangeSchema>;
