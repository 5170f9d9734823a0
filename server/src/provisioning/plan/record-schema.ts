import * as z from 'zod';
import { userTargets } from './groups.ts';

/** The groups as a plan names them. */
export const groupSchema = z.enum(['e-mail', 'business phone', 'cell phone', 'user']);

const id = z.string().min(1);
const text = z.string().nullable();
const takesBackPrimary = z.literal(true).exactOptional();
const userValues = z.record(
  z.string().refine((name) => userTargets.includes(name)),
  text,
);

/**
 * A record as a plan may hold it: exactly the keys of its entity, and only properties that a writeback writes. So a plan
 * can ask for nothing that sfmap itself would not ask for, such as another property or an `operation`. What only an undo
 * may ask for, `plan-contradiction.ts` tells.
 */
export const recordSchema = z.discriminatedUnion('entity', [
  z.strictObject({
    group: z.literal('e-mail'),
    entity: z.literal('PerEmail'),
    key: z.strictObject({ emailType: id, personIdExternal: id }),
    before: z.strictObject({ emailAddress: text, isPrimary: z.boolean() }).nullable(),
    after: z.strictObject({ emailAddress: text, isPrimary: z.boolean() }).nullable(),
    givesUpPrimary: z.boolean(),
    takesBackPrimary,
  }),
  z.strictObject({
    group: z.enum(['business phone', 'cell phone']),
    entity: z.literal('PerPhone'),
    key: z.strictObject({ personIdExternal: id, phoneType: id }),
    before: z
      .strictObject({
        phoneNumber: text,
        areaCode: text,
        countryCode: text,
        extension: text,
        isPrimary: z.boolean(),
      })
      .nullable(),
    after: z
      .strictObject({
        phoneNumber: text,
        areaCode: text.exactOptional(),
        countryCode: text.exactOptional(),
        extension: text.exactOptional(),
        isPrimary: z.boolean(),
      })
      .nullable(),
    givesUpPrimary: z.boolean(),
    takesBackPrimary,
  }),
  z.strictObject({
    group: z.literal('user'),
    entity: z.literal('User'),
    key: z.strictObject({ userId: id }),
    // A writeback never makes a User.
    before: userValues,
    after: userValues,
    givesUpPrimary: z.literal(false),
  }),
]);
