import type { Analysis } from '../../core/analysis/analyse.ts';
import type { SourceAttribute } from '../../core/analysis/model.ts';
import { displayAttribute, displayOutcome, visible } from '../../core/mapping/display.ts';
import { evaluateMapping } from '../../core/mapping/evaluate.ts';
import type { AttributeValue } from '../../core/mapping/outcome.ts';
import { NO_SAMPLE, outcomeCounts, personHeading } from '../../core/mapping/person-heading.ts';

const VALUE_WIDTH = 120;

/**
 * All values of the sample person: each target, each attribute that the file reads or declares, and then those of the
 * attribute list that it does not read; with the reason where there is none.
 */
export function valuesText(analysis: Analysis): string {
  const { sample, evaluation, model } = analysis;
  if (sample === undefined || evaluation === undefined) return `${NO_SAMPLE}\n`;
  const { attributes } = evaluateMapping(model, sample.payload, { ...analysis.evaluationOptions, attributes: 'all' });
  const isRead = (name: string) => evaluation.attributes.has(name);
  const rows = (wanted: (name: string) => boolean) =>
    [...attributes]
      .filter(([name]) => wanted(name))
      .map(([name, value]) => attributeRow(model.sources.get(name), name, value));
  const read = rows(isRead);
  const other = rows((name) => !isRead(name));
  const targets = [...evaluation.targets].map(([name, outcome]) => [
    visible(name),
    displayOutcome(outcome, VALUE_WIDTH),
  ]);
  return [
    ...personHeading(model, sample, evaluation),
    ...part(`Targets: ${outcomeCounts([...evaluation.targets.values()])}`, targets),
    ...part('Source attributes that the mapping reads or declares', read),
    ...part('Source attributes that it does not read', other),
    '',
  ].join('\n');
}

function attributeRow(attribute: SourceAttribute | undefined, name: string, value: AttributeValue): string[] {
  const type = attribute === undefined ? '' : `${attribute.type}${attribute.multivalued ? '[]' : ''}`;
  return [visible(name), type, displayAttribute(value, VALUE_WIDTH)];
}

/** A heading and its rows, their columns aligned. */
function part(title: string, rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const widths = (rows[0] ?? []).map((_, column) =>
    rows.reduce((most, row) => Math.max(most, (row[column] ?? '').length), 0),
  );
  const lines = rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
  return ['', title, '', ...lines];
}
