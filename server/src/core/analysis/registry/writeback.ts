import type { Rule } from '../diagnostic.ts';
import { emptyContact } from '../rules/empty-contact.ts';
import { loginMethod } from '../rules/login-method.ts';
import { optionId } from '../rules/option-id.ts';
import { phoneTypePath } from '../rules/phone-type-path.ts';
import { primaryFlag } from '../rules/primary-flag.ts';
import { primaryPhone } from '../rules/primary-phone.ts';
import { samePhoneType } from '../rules/same-phone-type.ts';
import { userIdFlow } from '../rules/user-id-flow.ts';
import { writebackMatch } from '../rules/writeback-match.ts';
import { writebackOnCreate } from '../rules/writeback-on-create.ts';
import { writebackRow } from '../rules/writeback-row.ts';

/** Writeback: SFM40…. */
export const writebackRules: readonly Rule[] = [
  primaryPhone,
  writebackRow,
  writebackMatch,
  optionId,
  phoneTypePath,
  primaryFlag,
  userIdFlow,
  loginMethod,
  emptyContact,
  writebackOnCreate,
  samePhoneType,
];
