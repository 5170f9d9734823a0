import { declarationsOf, KEPT_BY_REPLACE } from '../bind.ts';
import type { Rule } from '../diagnostic.ts';
import { removeDeclaration } from '../removal.ts';
import { isListed, repeatsList } from '../repeated-entry.ts';

/** An entry that says what the built-in list says. */
export const repeatedPath: Rule = {
  code: 'SFM2103',
  severity: 'information',
  title: 'An entry that repeats the built-in list',
  page: {
    why: `SuccessFactors' attributes come with a path and a type each. An entry that gives the same ones makes no difference, as long as no \`replace\` line would rewrite the attribute: then the entry is what keeps it.`,
    wrong: `provision SuccessFactors -> EntraID

source {
  timeZone = $.employmentNav.results[0].userNav.timeZone
}

map {
  employeeId          <- [personIdExternal]  match 1
  extensionAttribute1 <- [timeZone]
}
`,
    right: `provision SuccessFactors -> EntraID

map {
  employeeId          <- [personIdExternal]  match 1
  extensionAttribute1 <- [timeZone]
}
`,
    sources: ['SAP SuccessFactors attribute reference'],
  },
  check(context) {
    const { file, model } = context;
    // Below a replace line an entry keeps what it repeats.
    if (model.direction !== 'inbound' || declarationsOf(file, 'replace').length > 0) return;
    const seen = new Set<string>();
    for (const placed of declarationsOf(file, 'attribute')) {
      const { block, name, path } = placed.declaration;
      if (block !== 'source' || name === undefined || path === undefined || !isListed(name.text, model)) continue;
      // What the connector depends on may be said twice.
      if (seen.has(name.text) || KEPT_BY_REPLACE.has(name.text)) continue;
      seen.add(name.text);
      if (placed.problems.length > 0 || !repeatsList(placed.declaration, name.text, model)) continue;
      const list = model.baseline === undefined ? 'The built-in list' : 'The baseline';
      context.report(placed, placed.declaration, {
        message: `${list} has ${name.text} with this path already, so this entry makes no difference.`,
        unnecessary: true,
        fixes: [{ title: `Remove this entry of ${name.text}`, edits: [removeDeclaration(file, placed)] }],
      });
    }
  },
};
