import { conditionDocuments } from './function-documents/conditions.ts';
import { dateDocuments } from './function-documents/dates.ts';
import type { FunctionDocument } from './function-documents/function-document.ts';
import { textDocuments } from './function-documents/texts.ts';
import { valueDocuments } from './function-documents/values.ts';

export type { FunctionDocument };

/** The document that describes every function but one. */
export const FUNCTION_REFERENCE =
  'Reference for writing expressions for attribute mappings in Microsoft Entra Application Provisioning';

/** A subject, and its functions. */
export const functionSubjects = [
  { title: 'Texts', documents: textDocuments },
  { title: 'Conditions and choices', documents: conditionDocuments },
  { title: 'Dates', documents: dateDocuments },
  { title: 'Values, numbers, roles', documents: valueDocuments },
] as const;

/** What is to be told of each function, by exact name. */
export const functionDocuments: ReadonlyMap<string, FunctionDocument> = new Map(
  functionSubjects.flatMap(({ documents }) => Object.entries(documents)),
);
