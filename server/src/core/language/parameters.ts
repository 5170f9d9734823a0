import { late } from '../late.ts';

/** `{{name}}` in a constant, and `{{{{`, which stands for `{{`. */
const REFERENCE = late(() => /\{\{\{\{|\{\{([\p{L}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?)\}\}/gu);

/** A parameter that a text names, with its offsets in that text. */
export interface ParameterReference {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** The parameters that a constant names. `{{` that no name and `}}` follow is plain text. */
export function parameterReferences(text: string): ParameterReference[] {
  if (!text.includes('{{')) return [];
  const found: ParameterReference[] = [];
  for (const match of text.matchAll(REFERENCE())) {
    const name = match[1];
    if (name !== undefined) found.push({ name, start: match.index, end: match.index + match[0].length });
  }
  return found;
}

/**
 * Puts the values of parameters into a constant that has been read already, so that a value can never close it.
 * A parameter without a value stays as `{{name}}`.
 */
export function expandParameters(text: string, values: ReadonlyMap<string, string> | undefined): string {
  if (!text.includes('{{')) return text;
  return text.replace(REFERENCE(), (whole, name: string | undefined) =>
    name === undefined ? '{{' : (values?.get(name) ?? whole),
  );
}

/** Puts the values of parameters into the quoted literals of a JSONPath; quotes and backslashes in a value are escaped. */
export function expandPathParameters(path: string, values: ReadonlyMap<string, string> | undefined): string {
  if (!path.includes('{{')) return path;
  return path.replace(REFERENCE(), (whole, name: string | undefined) => {
    if (name === undefined) return '{{';
    const value = values?.get(name);
    return value === undefined ? whole : value.replace(/[\\']/g, '\\$&');
  });
}
