import { scopeOperators } from '../../mapping/scope-operators.ts';
import { nearestName } from '../../nearest-name.ts';
import { declarationsOf } from '../bind.ts';
import { editOf, type Rule } from '../diagnostic.ts';

const plain = (text: string) => text.toUpperCase().replace(/[\s_]/g, '');
const BY_PORTAL_NAME: ReadonlyMap<string, string> = new Map(
  [...scopeOperators.keys()].map((name) => [plain(name), name]),
);

/** A clause of the scoping filter has a known operator in its exact spelling, and values where it compares. */
export const scopeClause: Rule = {
  code: 'SFM2007',
  severity: 'error',
  title: 'Scoping filter',
  check(context) {
    const groups = declarationsOf(context.file, 'scope');
    const block = context.file.blocks.find(({ kind }) => kind === 'scope');
    if (block !== undefined && groups.length === 0) {
      context.reportAt(block.keyword, {
        message: 'An empty scope lets nobody in. Remove the block, or write a clause such as [department] EQUALS "IT".',
      });
    }
    for (const placed of groups) {
      if (groups.length > 1 && placed.declaration.name === undefined) {
        context.report(
          placed,
          { start: 0, end: 1 },
          {
            message: 'With several groups each has a name, as in the portal: "Active staff": [emplStatus] EQUALS "A".',
          },
        );
      }
      for (const { operator, values } of placed.declaration.clauses) {
        if (operator === undefined) continue;
        const known = scopeOperators.get(operator.text);
        if (known === undefined) {
          const meant =
            BY_PORTAL_NAME.get(plain(operator.text)) ?? nearestName(operator.text.toUpperCase(), scopeOperators.keys());
          context.report(placed, operator, {
            message: `There is no operator ${operator.text}.${meant === undefined ? ` Operators are ${[...scopeOperators.keys()].join(', ')}.` : ` Write ${meant}.`}`,
            fixes:
              meant === undefined
                ? []
                : [{ title: `Write ${meant}`, preferred: true, edits: [editOf(placed, operator, meant)] }],
          });
        } else if (known.takesValues && values.length === 0) {
          context.report(placed, operator, {
            message: `${known.name} compares with a text. Expected one in double quotes after it.`,
          });
        } else if (!known.takesValues && values.length > 0) {
          context.report(placed, operator, { message: `${known.name} takes no value.` });
        }
      }
    }
  },
};
