import type { TextEdit } from '../analysis/diagnostic.ts';
import type { AttributeType, MappingModel } from '../analysis/model.ts';
import { formatMapping } from '../formatting/format-mapping.ts';
import type { Json } from '../json.ts';
import { dateOf } from '../jsonpath/dates.ts';
import { formatLocation, locate } from '../jsonpath/locate.ts';
import type { MappingFile } from '../language/syntax.ts';
import { applyEdits } from './apply-edits.ts';
import { alignedLine, insertIntoBlock, pathText, writtenName } from './block-lines.ts';
import { lineEdits } from './line-edits.ts';
import { samePath } from './scenario.ts';

/** An attribute that reads a place of the payload; without edits where the mapping has it already. */
export interface AddedPath {
  readonly name: string;
  readonly edits: readonly TextEdit[];
}

/** The path to a place of a payload, as a mapping writes it: `$.employmentNav.results[0].userId`. */
export function pathToPlace(location: readonly (string | number)[]): string {
  const place = formatLocation(location);
  return place === '' ? '$' : `$${place.startsWith('[') ? '' : '.'}${place}`;
}

/**
 * Declares a source attribute that reads a place of a person's payload, named after the field, or after the record that
 * the field names: `departmentNav.name_localized` gives `department`. A file in its usual form stays in it.
 */
export function addPath(
  file: MappingFile,
  model: MappingModel,
  payload: Json,
  location: readonly (string | number)[],
): AddedPath | { readonly problem: string } {
  if (model.direction !== 'inbound')
    return {
      problem: 'A writeback reads users of Entra ID by name: it takes no paths. Write [name] in its map block.',
    };
  const value = locate(payload, location);
  if (value === undefined) return { problem: 'The payload does not hold this value any more.' };
  if (typeof value === 'object' && value !== null)
    return { problem: 'This is a record or a list. Put the cursor on one of its values.' };
  const path = pathToPlace(location);
  const known = [...model.sources.values()].find((source) => source.path !== undefined && samePath(source.path, path));
  if (known !== undefined) return { name: known.name, edits: [] };
  const name = freeName(model, location);
  const type = typeOf(value);
  const head = type === 'String' ? writtenName(name) : `${writtenName(name)} : ${type}`;
  const edit = insertIntoBlock(file, 'source', [alignedLine(file, 'source', head, pathText(path))]);
  const isFormatted = formatMapping(file.text, file) === file.text;
  const text = applyEdits(file.text, [edit]);
  return { name, edits: isFormatted ? lineEdits(file.text, formatMapping(text)) : [edit] };
}

/** What names its record rather than itself: a department's `name_localized` is the department. */
const NAMES_RECORD = /^(?:name|externalName|label)(?:_\w+)?$|^localeLabel$/;
/** What says little without its record. */
const OF_RECORD = /^(?:externalCode|code|id|status|description(?:_\w+)?|startDate|endDate)$/;

function freeName({ sources, unread }: MappingModel, location: readonly (string | number)[]): string {
  const steps = location.filter((key): key is string => typeof key === 'string' && key !== 'results');
  const field = steps.at(-1) ?? 'value';
  const record = steps.at(-2)?.replace(/Nav(?:DEFLT)?$/, '');
  const capital = field.charAt(0).toUpperCase() + field.slice(1).replace(/_.*/, '');
  const first =
    record === undefined
      ? field
      : NAMES_RECORD.test(field)
        ? record
        : OF_RECORD.test(field)
          ? `${record}${capital}`
          : field;
  const candidates = [first, ...(record === undefined ? [] : [`${record}${capital}`])];
  const isFree = (name: string) => !sources.has(name) && !unread.sources.has(name);
  const free = candidates.find(isFree);
  if (free !== undefined) return free;
  const base = candidates.at(-1) ?? first;
  for (let number = 2; ; number++) if (isFree(`${base}${number}`)) return `${base}${number}`;
}

function typeOf(value: Json): AttributeType {
  if (typeof value === 'boolean') return 'Boolean';
  if (typeof value === 'number' && Number.isInteger(value)) return 'Integer';
  return typeof value === 'string' && dateOf(value) !== undefined ? 'DateTime' : 'String';
}
