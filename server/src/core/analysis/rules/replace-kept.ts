import { builtInAttributes } from '../../catalog/source-attributes.ts';
import { declarationsOf, MOST_REPLACES } from '../bind.ts';
import type { Rule } from '../diagnostic.ts';
import { replaceEffects } from '../replace-effects.ts';

/** Why an attribute keeps its path, as a clause. */
const REASONS: Readonly<Record<string, string>> = {
  startDate: 'people who start later are found by the start date of the first or the last employment',
  manager: 'the manager is a reference that is read directly',
};

/** `startDate` and `manager` keep their paths when a `replace` line rewrites the others, and the author is told. */
export const replaceKept: Rule = {
  code: 'SFM2102',
  severity: 'information',
  title: 'What a replace line leaves alone',
  page: {
    why: `A bulk edit over all paths would break two attributes. The provisioning service finds people who start later by \`startDate\`, whose path must be that of the first or of the last employment; and \`manager\` is a reference that is read from one direct source. So a \`replace\` line leaves both alone. To read them elsewhere, write an entry for them.`,
    wrong: `provision SuccessFactors -> EntraID

source {
  replace $.employmentNav.results[0] -> $.employmentNav.results[-1:]
}

map {
  employeeId <- [personIdExternal]  match 1
  department <- [department]
}
`,
    right: `provision SuccessFactors -> EntraID

source {
  replace $.employmentNav.results[0] -> $.employmentNav.results[-1:]

  startDate : DateTime  = $.employmentNav.results[-1:].startDate
  manager   : Reference = $.employmentNav.results[-1:].userNav.manager.empInfo.personIdExternal
}

map {
  employeeId <- [personIdExternal]  match 1
  department <- [department]
}
`,
    sources: [
      'Microsoft Entra ID and SAP SuccessFactors integration reference',
      'Troubleshoot HR manager update issues',
    ],
  },
  check(context) {
    const { file, model } = context;
    // Of a file that is only begun nothing can be said.
    if (model.direction !== 'inbound' || model.mappings.length === 0) return;
    const lines = declarationsOf(file, 'replace').slice(0, MOST_REPLACES);
    if (lines.length === 0) return;
    const pairs = lines.map(({ declaration: { from, to } }) => ({ from: from?.text ?? '[', to: to?.text ?? '[' }));
    const told = new Set<string>();
    replaceEffects(pairs, model.baseline?.sources ?? builtInAttributes).forEach((effect, index) => {
      const placed = lines[index];
      const from = placed?.declaration.from;
      if (effect === undefined || effect.rewritten === 0 || placed === undefined || from === undefined) return;
      const kept = effect.kept.filter((name) => model.sources.get(name)?.origin !== 'file' && !told.has(name));
      if (kept.length === 0) return;
      for (const name of kept) told.add(name);
      const reasons = kept.map((name) => REASONS[name] ?? '').join(', and ');
      const verb = kept.length === 1 ? 'keeps its path' : 'keep their paths';
      context.report(placed, from, {
        message: `${kept.join(' and ')} ${verb}: ${reasons}. Write an entry to read ${kept.length === 1 ? 'it' : 'one of them'} elsewhere.`,
      });
    });
  },
};
