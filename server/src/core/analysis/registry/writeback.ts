import type { Rule } from '../diagnostic.ts';
import { primaryPhone } from '../rules/primary-phone.ts';
import { writebackRow } from '../rules/writeback-row.ts';

/** Writeback: SFM40…. */
export const writebackRules: readonly Rule[] = [primaryPhone, writebackRow];
