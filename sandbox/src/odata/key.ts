import type { Entity, Property, Row, Value } from '../model/entity.ts';
import { literalValue, readLiteral } from './literal.ts';
import { badRequest, entityNotFound } from './odata-error.ts';

/** A key property's value as it stands in a URI: strings quoted, Int64 with `L`, dates as `datetime'…'`. */
function keyLiteral(property: Property | undefined, value: Value | undefined): string {
  switch (property?.type) {
    case 'Edm.Int64':
      return `${value}L`;
    case 'Edm.Decimal':
      return `${value}M`;
    case 'Edm.DateTime':
      return `datetime'${new Date(Number(value)).toISOString().slice(0, 19)}'`;
    default:
      return `'${String(value ?? '').replaceAll("'", "''")}'`;
  }
}

/** `PerEmail(emailType='8448',personIdExternal='1')`: the relative uri of a row, compound keys alphabetically. */
export function uriOf(entity: Entity, row: Row): string {
  const parts = entity.key.map((name) => [name, keyLiteral(entity.properties.get(name), row[name])] as const);
  const [only] = parts;
  const key = parts.length === 1 && only ? only[1] : parts.map(([name, literal]) => `${name}=${literal}`).join(',');
  return `${entity.name}(${encodeURI(key)})`;
}

/**
 * The key properties written between the parentheses of a URI; one value alone may stand without its name.
 *
 * @throws ODataError 400 when a part is missing, unknown or of the wrong type
 */
export function parseKey(entity: Entity, text: string): Row {
  const row: Row = {};
  let rest = text.trim();
  while (rest !== '') {
    const named = /^([A-Za-z_]\w*)\s*=\s*/.exec(rest);
    const name = named?.[1] ?? entity.key[0] ?? '';
    if (!named && entity.key.length > 1)
      throw badRequest(`[COE0018]The key of ${entity.name} needs names: ${entity.key}`);
    rest = rest.slice(named?.[0].length ?? 0);
    const read = readLiteral(rest);
    const property = entity.key.includes(name) ? entity.properties.get(name) : undefined;
    const value = read && property ? literalValue(property, read.literal) : undefined;
    if (!read || value === undefined || value === null || name in row) {
      throw badRequest(`[COE0018]Invalid key of ${entity.name}: (${text})`);
    }
    row[name] = value;
    rest = rest.slice(read.length).trimStart();
    if (rest.startsWith(',')) rest = rest.slice(1).trimStart();
    else if (rest !== '') throw badRequest(`[COE0018]Invalid key of ${entity.name}: (${text})`);
  }
  const missing = entity.key.filter((name) => !(name in row));
  if (missing.length > 0) throw badRequest(`[COE0018]The key of ${entity.name} lacks ${missing.join(', ')}`);
  return row;
}

/** A path segment such as `PerEmail(…)` or `PerEmail`, taken apart. Parentheses in quoted values are no trouble. */
export function splitSegment(segment: string): { name: string; key: string | null } {
  const found = /^([A-Za-z_]\w*)(?:\((.*)\))?$/s.exec(segment);
  if (!found && !segment.includes('(')) throw entityNotFound(segment);
  if (!found) throw badRequest(`[COE0018]Invalid resource path: ${segment}`);
  return { name: found[1] ?? '', key: found[2] ?? null };
}

/** The segments of a resource path; a slash inside quotes belongs to a key. */
export function splitPath(resource: string): string[] {
  const segments = [''];
  let quoted = false;
  for (const char of resource) {
    if (char === "'") quoted = !quoted;
    if (char === '/' && !quoted) segments.push('');
    else segments.push((segments.pop() ?? '') + char);
  }
  return segments;
}
