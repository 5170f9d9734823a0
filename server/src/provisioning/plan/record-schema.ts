import * as z from 'zod';
import { entraAttribute } from '../../core/catalog/entra-attributes.ts';
import { accountActions } from './account-change.ts';
import { userTargets } from './groups.ts';

/** The groups as a plan names them. */
export const groupSchema = z.enum(['e-mail', 'business phone', 'cell phone', 'user', 'account', 'manager']);

const id = z.string().min(1);
const text = z.string().nullable();
const takesBackPrimary = z.literal(true).exactOptional();
const userValues = z.record(
  z.string().refine((name) => userTargets.includes(name)),
  text,
);
const accountId = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
/** An account by the worker whose it is; one that is there by its object id, too. */
const accountKey = z.strictObject({ personIdExternal: id, objectId: accountId.exactOptional() });
/** Managers stand in records of their own. */
const isTarget = (name: string) => name !== 'manager' && entraAttribute(name) !== undefined;
const accountValues = z.record(z.string().refine(isTarget), z.union([z.string(), z.array(z.string())]).nullable());

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
  z.strictObject({
    group: z.literal('account'),
    entity: z.literal('Account'),
    action: z.enum(accountActions),
    key: accountKey,
    before: accountValues.nullable(),
    after: accountValues.nullable(),
    nobodyHas: z
      .array(z.strictObject({ target: z.string().refine(isTarget), value: z.string().min(1) }))
      .exactOptional(),
    givesUpPrimary: z.literal(false),
  }),
  z.strictObject({
    group: z.literal('manager'),
    entity: z.literal('Manager'),
    key: accountKey,
    // Of an account that the plan creates nothing is known yet.
    before: z.strictObject({ manager: accountId.nullable() }),
    // A manager whose account is not there yet is named by personIdExternal, and looked for when it is sent.
    after: z.union([z.strictObject({ manager: accountId.nullable() }), z.strictObject({ managerPerson: id })]),
    givesUpPrimary: z.literal(false),
  }),
]);
