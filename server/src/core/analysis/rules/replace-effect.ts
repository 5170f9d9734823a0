import { builtInAttributes } from '../../catalog/source-attributes.ts';
import { samePath } from '../../refactoring/scenario.ts';
import { declarationsOf, MOST_REPLACES } from '../bind.ts';
import type { Finding, Rule, RuleContext } from '../diagnostic.ts';
import { removeDeclaration } from '../removal.ts';
import { type ReplaceEffect, replaceEffects } from '../replace-effects.ts';

/** A `replace` line rewrites built-in paths that begin as it says; what begins otherwise it leaves alone. */
export const replaceEffect: Rule = {
  code: 'SFM2101',
  severity: 'warning',
  title: 'A replace line that changes nothing',
  page: {
    why: `A \`replace\` line rewrites the built-in paths that begin with its first path, after the lines above it have done their work. If no path begins so, or an earlier line has rewritten them all, it does nothing. Paths that the file writes out are never rewritten: they stand as they are.`,
    wrong: `provision SuccessFactors -> EntraID

source {
  replace $.employmentNav.results[1] -> $.employmentNav.results[-1:]
}

map {
  employeeId <- [personIdExternal]  match 1
  department <- [department]
}
`,
    right: `provision SuccessFactors -> EntraID

source {
  replace $.employmentNav.results[0] -> $.employmentNav.results[-1:]
}

map {
  employeeId <- [personIdExternal]  match 1
  department <- [department]
}
`,
    sources: ['Microsoft Entra ID and SAP SuccessFactors integration reference'],
  },
  check(context) {
    const { file, model } = context;
    if (model.direction !== 'inbound') return;
    const lines = declarationsOf(file, 'replace').slice(0, MOST_REPLACES);
    if (lines.length === 0) return;
    const listed = model.baseline?.sources ?? builtInAttributes;
    const pairs = lines.map(({ declaration: { from, to } }) => ({ from: from?.text ?? '[', to: to?.text ?? '[' }));
    replaceEffects(pairs, listed).forEach((effect, index) => {
      const placed = lines[index];
      const pair = pairs[index];
      if (effect === undefined || placed === undefined || pair === undefined) return;
      const message = samePath(pair.from, pair.to)
        ? 'This line replaces a beginning by itself.'
        : messageFor(effect, pair.from, context);
      if (message === undefined) return;
      const finding: Finding = {
        message,
        unnecessary: true,
        fixes: [{ title: 'Remove this replace line', edits: [removeDeclaration(file, placed)] }],
      };
      context.report(placed, placed.declaration, finding);
    });
  },
};

function messageFor(
  { rewritten, late, kept }: ReplaceEffect,
  from: string,
  { model }: RuleContext,
): string | undefined {
  if (rewritten > 0) return undefined;
  if (late > 0)
    return `The lines before it have rewritten every built-in path that begins with ${from}, so this line changes nothing.`;
  const [name] = kept;
  if (name !== undefined)
    return `Only ${kept.join(' and ')} begins so, and replace leaves it alone. Write an entry: ${name} = ….`;
  const list = model.baseline === undefined ? 'built-in path' : 'path of the baseline';
  return `No ${list} begins with ${from}, so this line changes nothing.`;
}
