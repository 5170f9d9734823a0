import { type WritebackGroup, type WritebackTarget, writebackTargets } from '../../catalog/writeback-targets.ts';
import type { Finding, Rule } from '../diagnostic.ts';
import type { BoundMapping } from '../model.ts';

const ROWS: readonly {
  readonly group: WritebackGroup;
  readonly noun: string;
  readonly value: string;
  readonly rest: readonly string[];
}[] = [
  { group: 'email', noun: 'e-mail', value: 'email', rest: ['emailType', 'emailIsPrimary'] },
  {
    group: 'businessPhone',
    noun: 'business phone',
    value: 'businessPhoneNumber',
    rest: ['businessPhoneType', 'businessPhoneIsPrimary'],
  },
  { group: 'cellPhone', noun: 'cell phone', value: 'cellPhoneNumber', rest: ['cellPhoneType', 'cellPhoneIsPrimary'] },
];

/** A flag or a type alone is legal and writes nothing; the other parts of a row say something that would be lost. */
const SILENT: ReadonlySet<string> = new Set(['isPrimary', 'emailType', 'phoneType']);

/**
 * A row of SuccessFactors is written whole: value, type and primary flag together. Source: the errors "Missing mapping
 * for property emailType" and "isPrimary is a required field" that the writeback app reports, and the attribute table
 * of "Tutorial: Configure attribute write-back from Microsoft Entra ID to SAP SuccessFactors".
 */
export const writebackRow: Rule = {
  code: 'SFM4002',
  severity: 'error',
  title: 'A row that is not mapped whole',
  check(context) {
    if (context.model.direction !== 'writeback') return;
    const mapped = new Map(context.model.mappings.map((mapping) => [mapping.target, mapping]));
    const report = (mapping: BoundMapping, finding: Finding) => {
      const { target } = mapping.placed.declaration;
      if (target !== undefined) context.report(mapping.placed, target, finding);
    };
    for (const { group, noun, value, rest } of ROWS) {
      const whole = mapped.get(value);
      if (whole !== undefined) {
        const missing = rest.filter((target) => !mapped.has(target));
        if (missing.length > 0)
          report(whole, {
            message: `A row of the ${noun} needs ${missing.join(' and ')} mapped beside ${value}: SuccessFactors refuses it otherwise.`,
          });
        continue;
      }
      for (const { name, property } of partsOf(group)) {
        const mapping = mapped.get(name);
        if (mapping === undefined || SILENT.has(property)) continue;
        report(mapping, {
          severity: 'warning',
          message: `${name} writes nothing: ${value} is not mapped, and a row without it is not sent.`,
        });
      }
    }
  },
};

function partsOf(group: WritebackGroup): WritebackTarget[] {
  return [...writebackTargets.values()].filter((target) => target.group === group);
}
