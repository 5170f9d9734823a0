import type { Rule } from '../diagnostic.ts';
import { dateComparison } from '../rules/date-comparison.ts';
import { declaredType } from '../rules/declared-type.ts';
import { fieldCase } from '../rules/field-case.ts';
import { fieldComparison } from '../rules/field-comparison.ts';
import { hiddenField } from '../rules/hidden-field.ts';
import { listStepOnRecord } from '../rules/list-step-on-record.ts';
import { pathToRecord } from '../rules/path-to-record.ts';
import { recordStepOnList } from '../rules/record-step-on-list.ts';
import { stepBelowField } from '../rules/step-below-field.ts';
import { unknownField } from '../rules/unknown-field.ts';

/** Paths against the entity model: SFM31…. */
export const entityModelRules: readonly Rule[] = [
  unknownField,
  fieldCase,
  listStepOnRecord,
  recordStepOnList,
  fieldComparison,
  dateComparison,
  declaredType,
  pathToRecord,
  stepBelowField,
  hiddenField,
];
