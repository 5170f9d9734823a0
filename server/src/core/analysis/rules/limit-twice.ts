import { declarationsOf } from '../bind.ts';
import { type RelatedPlace, type Rule, relatedTo } from '../diagnostic.ts';
import { removeDeclaration } from '../removal.ts';

/** A kind may stand twice, as a number and as a percentage; the same unit twice is one too many. */
export const limitTwice: Rule = {
  code: 'SFM7004',
  severity: 'error',
  title: 'A limit that stands twice',
  page: {
    why: 'A number and a percentage of the same kind may stand side by side: both hold. Two numbers, or two percentages, contradict each other. The smaller one holds.',
    wrong: `provision EntraID -> SuccessFactors

limits {
  update <= 50
  update <= 20
}

map { personIdExternal <- [employeeId] match 1 }
`,
    right: `provision EntraID -> SuccessFactors

limits {
  update <= 50
  update <= 20%
}

map { personIdExternal <- [employeeId] match 1 }
`,
  },
  check(context) {
    const seen = new Map<string, { readonly number: number; readonly related: readonly RelatedPlace[] }>();
    for (const placed of declarationsOf(context.file, 'limit')) {
      const { limit, attribute, amount } = placed.declaration;
      if (limit === undefined || amount === undefined) continue;
      const name = attribute === undefined ? limit.text : `${limit.text}(${attribute.text})`;
      const key = `${name} ${amount.unit}`;
      const first = seen.get(key);
      if (first === undefined) {
        seen.set(key, { number: amount.number, related: relatedTo(placed, limit, `The first limit of ${name}`) });
        continue;
      }
      const unit = amount.unit === 'percent' ? 'percentage' : 'number';
      context.report(placed, limit, {
        message: `${name} is limited by a ${unit} already. The smaller one holds: ${Math.min(first.number, amount.number)}${amount.unit === 'percent' ? '%' : ''}.`,
        fixes:
          amount.number < first.number
            ? []
            : [{ title: 'Remove this limit', edits: [removeDeclaration(context.file, placed)] }],
        related: first.related,
      });
    }
  },
};
