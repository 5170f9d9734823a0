import type { AttributeType, Direction } from '../analysis/model.ts';
import { entraAttributes } from './entra-attributes.ts';
import { builtInAttributes } from './source-attributes.ts';
import { writebackTargets } from './writeback-targets.ts';

/** A place in a text that is made here: the line, counted from 0, and the name in it. */
export interface AttributeListPlace {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

interface AttributeList {
  readonly text: string;
  readonly places: ReadonlyMap<string, AttributeListPlace>;
}

type Row = readonly [name: string, ...cells: string[]];

interface Section {
  readonly side: 'source' | 'target';
  readonly title: string;
  readonly heads: Row;
  readonly rows: readonly Row[];
}

/** The built-in attribute lists of a direction as a text to read: what is read, and what is written. */
export function attributeListText(direction: Direction): string {
  return listOf(direction).text;
}

/** Where an attribute stands in that text; undefined for one that is in no built-in list. */
export function attributeListPlace(
  direction: Direction,
  side: 'source' | 'target',
  name: string,
): AttributeListPlace | undefined {
  return listOf(direction).places.get(`${side} ${name}`);
}

const lists = new Map<Direction, AttributeList>();

function listOf(direction: Direction): AttributeList {
  const known = lists.get(direction);
  if (known !== undefined) return known;
  const list = written(direction === 'inbound' ? inboundSections() : writebackSections());
  lists.set(direction, list);
  return list;
}

function written(sections: readonly Section[]): AttributeList {
  const lines: string[] = [];
  const places = new Map<string, AttributeListPlace>();
  for (const { side, title, heads, rows } of sections) {
    if (lines.length > 0) lines.push('');
    lines.push(title, '');
    const widths = heads.map((_, column) => Math.max(...[heads, ...rows].map((row) => (row[column] ?? '').length)));
    for (const row of [heads, ...rows]) {
      if (row !== heads) places.set(`${side} ${row[0]}`, { line: lines.length, start: 0, end: row[0].length });
      lines.push(
        row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd(),
      );
    }
  }
  return { text: `${lines.join('\n')}\n`, places };
}

function inboundSections(): Section[] {
  return [
    {
      side: 'source',
      title: 'Source attributes of SuccessFactors that the connector knows without being told',
      heads: ['NAME', 'TYPE', 'ENTITY', 'CONFIDENCE', 'API EXPRESSION'],
      rows: [...builtInAttributes.values()].map(({ name, type, entity, confidence, path }) => [
        name,
        type,
        entity,
        confidence,
        path,
      ]),
    },
    { side: 'target', title: 'Target attributes of Entra ID', ...entraRows(true) },
  ];
}

function writebackSections(): Section[] {
  return [
    { side: 'source', title: 'Source attributes of Entra ID', ...entraRows(false) },
    {
      side: 'target',
      title: 'Target attributes of SuccessFactors',
      heads: ['NAME', 'TYPE', 'ROW', 'PROPERTY', 'API EXPRESSION'],
      rows: [...writebackTargets.values()].map(({ name, type, group, property, path }) => [
        name,
        type,
        ROWS_OF[group],
        property,
        path,
      ]),
    },
  ];
}

const ROWS_OF = {
  person: 'PerPerson',
  email: 'PerEmail',
  businessPhone: 'PerPhone',
  cellPhone: 'PerPhone',
  user: 'User',
} as const;

function entraRows(written: boolean): Pick<Section, 'heads' | 'rows'> {
  const rows = [...entraAttributes.values()].map(
    ({ name, type, multivalued, graphPlace }): Row => [name, typeText(type, multivalued), graphPlace],
  );
  return {
    heads: ['NAME', 'TYPE', 'MICROSOFT GRAPH'],
    rows: written ? [...rows, ['manager', 'Reference', 'manager']] : rows,
  };
}

function typeText(type: AttributeType, multivalued: boolean): string {
  return multivalued ? `${type}[]` : type;
}
