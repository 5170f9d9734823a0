import type { Analysis } from '../../core/analysis/analyse.ts';
import { declarationsOf } from '../../core/analysis/bind.ts';
import type { Place } from '../../core/entity-model/path-type.ts';
import type { Json } from '../../core/json.ts';
import { isShortText } from './completion-item.ts';

/** What may stand between brackets to choose records. */
export interface Filter {
  readonly text: string;
  readonly detail: string;
}

type Row = { readonly [name: string]: Json };

/** Fields that tell records apart in most tenants. */
const TELLING = ['assignmentClass', 'isPrimary', 'phoneType', 'emailType', 'addressType', 'emplStatus', 'userNav'];
const MOST_FILTERS = 60;
const MOST_VALUES = 6;

/** Filters that choose some of the records: first those that the file writes, then by what tells records apart. */
export function filtersOf(analysis: Analysis, records: readonly Row[], place: Place, base: string): readonly Filter[] {
  const names = new Set([...TELLING, ...records.flatMap((record) => Object.keys(record))]);
  const made = new Map<string, string>();
  for (const filter of writtenFilters(analysis, base)) made.set(filter, 'as elsewhere in this file');
  const known = place.kind === 'record' ? place.entity : undefined;
  const weak: Filter[] = [];
  for (const name of names) {
    if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) || name.startsWith('__')) continue;
    const values = records.map((record) => record[name] ?? null);
    const some = values.some((value) => value === null) && values.some((value) => value !== null);
    const telling =
      TELLING.includes(name) && (known?.properties.has(name) === true || records.some((one) => name in one));
    for (const { literal, count } of literalsOf(analysis, values)) {
      const filter = { text: `?(@.${name} == ${literal})`, detail: countText(count, records.length) };
      if (telling || count < records.length) made.set(filter.text, made.get(filter.text) ?? filter.detail);
      else weak.push(filter);
    }
    if (some) {
      const count = values.filter((value) => value !== null).length;
      made.set(`?(@.${name} != null)`, countText(count, records.length));
    } else if (telling && records.length === 0 && name === 'isPrimary')
      made.set('?(@.isPrimary == true)', 'the primary one');
  }
  if (known?.navigations.has('userNav') === true)
    made.set('?(@.userNav != null)', made.get('?(@.userNav != null)') ?? 'the active user');
  if (known?.properties.has('assignmentClass') === true) {
    made.set("?(@.assignmentClass == 'ST')", made.get("?(@.assignmentClass == 'ST')") ?? 'the standard assignment');
    made.set("?(@.assignmentClass == 'GA')", made.get("?(@.assignmentClass == 'GA')") ?? 'the global assignment');
  }
  return [...[...made].map(([text, detail]) => ({ text, detail })), ...weak].slice(0, MOST_FILTERS);
}

/** The filters that other paths of the file have at this place. */
function writtenFilters({ file }: Analysis, base: string): readonly string[] {
  const found = new Set<string>();
  for (const { declaration } of declarationsOf(file, 'replace')) {
    for (const path of [declaration.to, declaration.from]) {
      if (path === undefined || !path.text.startsWith(`${base}[`)) continue;
      const filter = /^\?\([^[\]]*\)(?=\])/.exec(path.text.slice(base.length + 1))?.[0];
      if (filter !== undefined) found.add(filter);
    }
  }
  return [...found];
}

export function countText(count: number, of: number): string {
  return `${count} of ${of} in the sample`;
}

/** The values as a filter writes them, with how often they occur; a parameter of that value stands beside it. */
export function literalsOf(
  { parameters }: Analysis,
  values: readonly Json[],
): readonly { readonly literal: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  const add = (literal: string) => counts.set(literal, (counts.get(literal) ?? 0) + 1);
  for (const value of values) {
    if (typeof value === 'boolean' || typeof value === 'number') add(String(value));
    // A date of OData is compared as a date, which a text is not.
    else if (typeof value === 'string' && isShortText(value) && !/^\/Date\(/.test(value)) {
      for (const [name, text] of parameters) if (text === value) add(`'{{${name}}}'`);
      if (!value.includes('{{')) add(`'${value.replace(/[\\']/g, '\\$&')}'`);
    }
  }
  return [...counts].slice(0, MOST_VALUES).map(([literal, count]) => ({ literal, count }));
}
