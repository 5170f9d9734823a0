import { escapeMarkup } from '../http/reply.ts';
import type { EdmType, Model, Property } from '../model/entity.ts';

const NAMESPACES =
  'xmlns="http://www.w3.org/2005/Atom" xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata" xmlns:d="http://schemas.microsoft.com/ado/2007/08/dataservices"';
const SERVICES = 'xmlns="http://schemas.microsoft.com/ado/2007/08/dataservices"';
const PROPERTY =
  ' xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata" xmlns:d="http://schemas.microsoft.com/ado/2007/08/dataservices"';
const RELATED = 'http://schemas.microsoft.com/ado/2007/08/dataservices/related/';

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * An answer as Atom, SuccessFactors' default format, made from the same answer as JSON.
 *
 * @param answer `{ d: … }` as it would be sent in JSON, dates unescaped
 * @param address of what was asked for, without the query
 */
export function atom(
  model: Model,
  answer: { readonly d: unknown; readonly property?: Property },
  address: string,
): string {
  const { d, property } = answer;
  const xml = '<?xml version="1.0" encoding="utf-8"?>';
  if (property && isObject(d)) return xml + propertyXml(property.name, property.type, d[property.name], PROPERTY);
  if (isObject(d) && 'uri' in d) return `${xml}${uriXml(d, ` ${SERVICES}`)}`;
  if (isObject(d) && Array.isArray(d['results']) && isLink(d['results'][0])) {
    return `${xml}<links ${SERVICES}>${d['results'].map((each) => uriXml(each)).join('')}</links>`;
  }
  if (!isObject(d)) return `${xml}<feed ${NAMESPACES}>${head(address)}</feed>`;
  if (!Array.isArray(d['results'])) return xml + entry(model, d, ` ${NAMESPACES}`);
  const count = typeof d['__count'] === 'string' ? `<m:count>${d['__count']}</m:count>` : '';
  const next = typeof d['__next'] === 'string' ? `<link rel="next" href="${escapeMarkup(d['__next'])}"/>` : '';
  return `${xml}<feed ${NAMESPACES}>${head(address)}${count}${d['results'].map((row) => entry(model, row)).join('')}${next}</feed>`;
}

/** What every feed begins with (RFC 4287, section 4.1.1). */
function head(address: string): string {
  const name = escapeMarkup(address.slice(address.lastIndexOf('/') + 1));
  return `<id>${escapeMarkup(address)}</id><title type="text">${name}</title><updated>${new Date().toISOString()}</updated><author><name/></author><link href="${name}" rel="self" title="${name}"/>`;
}

const isLink = (value: unknown): boolean => isObject(value) && 'uri' in value;
const uriXml = (link: unknown, attributes = ''): string =>
  `<uri${attributes}>${escapeMarkup(isObject(link) ? String(link['uri']) : '')}</uri>`;

function entry(model: Model, row: unknown, attributes = ''): string {
  if (!isObject(row)) return '';
  const metadata = row['__metadata'];
  const type = isObject(metadata) ? String(metadata['type']) : '';
  const uri = escapeMarkup(isObject(metadata) ? String(metadata['uri']) : '');
  const entity = model.get(type.replace(/^SFOData\./, ''));
  const links: string[] = [];
  const properties: string[] = [];
  for (const [name, value] of Object.entries(row)) {
    const property = entity?.properties.get(name);
    if (property) properties.push(propertyXml(name, property.type, value));
    else if (name !== '__metadata') links.push(link(model, uri, name, value));
  }
  return `<entry${attributes}><id>${uri}</id><title type="text"/><updated>${new Date().toISOString()}</updated><author><name/></author>${links.join('')}<category term="${type}" scheme="http://schemas.microsoft.com/ado/2007/08/dataservices/scheme"/><content type="application/xml"><m:properties>${properties.join('')}</m:properties></content></entry>`;
}

function propertyXml(name: string, type: EdmType, value: unknown, namespaces = ''): string {
  const attribute = namespaces + (type === 'Edm.String' ? '' : ` m:type="${type}"`);
  if (value === null) return `<d:${name}${attribute} m:null="true"/>`;
  return `<d:${name}${attribute}>${escapeMarkup(plainValue(type, value))}</d:${name}>`;
}

/** A value as it stands on the wire, as XML and plain text print it. */
export function plainValue(type: EdmType, value: unknown): string {
  const text = String(value);
  if (type !== 'Edm.DateTime' && type !== 'Edm.DateTimeOffset') return text;
  const iso = new Date(Number(/-?\d+/.exec(text)?.[0])).toISOString().slice(0, 19);
  return type === 'Edm.DateTime' ? iso : `${iso}Z`;
}

function link(model: Model, uri: string, name: string, value: unknown): string {
  const open = `<link rel="${RELATED}${name}" title="${name}" href="${uri}/${name}"`;
  if (isObject(value) && '__deferred' in value) return `${open}/>`;
  if (isObject(value) && Array.isArray(value['results'])) {
    return `${open} type="application/atom+xml;type=feed"><m:inline><feed>${value['results'].map((row) => entry(model, row)).join('')}</feed></m:inline></link>`;
  }
  return `${open} type="application/atom+xml;type=entry"><m:inline>${entry(model, value)}</m:inline></link>`;
}
