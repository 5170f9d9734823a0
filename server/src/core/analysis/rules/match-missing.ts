import { declarationsOf } from '../bind.ts';
import type { Fix, Rule } from '../diagnostic.ts';
import { addOption } from '../map-options.ts';

/**
 * Without a matching attribute nobody's account is found. Source: "Customize user provisioning attribute-mappings for
 * SaaS applications in Microsoft Entra ID", matching attributes; the integration reference: `personIdExternal` is the
 * primary one.
 */
export const matchMissing: Rule = {
  code: 'SFM6001',
  severity: 'warning',
  title: 'No matching attribute',
  page: {
    why: `The provisioning service looks for the account of a person by the matching attribute: it compares the value of that mapping with the same attribute of every account. Without one it cannot tell who has an account already, and no plan can be made. Microsoft's default is \`employeeId\`, filled from \`personIdExternal\`.`,
    wrong: `provision SuccessFactors -> EntraID

map {
  employeeId <- [personIdExternal]
  surname    <- [lastName]
}
`,
    right: `provision SuccessFactors -> EntraID

map {
  employeeId <- [personIdExternal]  match 1
  surname    <- [lastName]
}
`,
    sources: [
      'Customize user provisioning attribute-mappings for SaaS applications in Microsoft Entra ID',
      'Microsoft Entra ID and SAP SuccessFactors integration reference',
    ],
  },
  check(context) {
    const { file, model } = context;
    if (model.direction !== 'inbound' || model.mappings.length === 0) return;
    if (model.mappings.some(({ match }) => match !== undefined)) return;
    // A match that stands in a broken line is missing for nobody.
    const lines = declarationsOf(file, 'map');
    if (lines.some(({ problems }) => problems.length > 0) || declarationsOf(file, 'opaque').length > 0) return;
    const join = model.mappings.find(
      ({ expression, target }) =>
        expression?.kind === 'attribute' &&
        expression.name === 'personIdExternal' &&
        // Entra ID cannot look people up by one of these.
        !(model.pair === 'SuccessFactors->EntraID' && /^extensionAttribute\d+$/.test(target)),
    );
    const target = join?.placed.declaration.target;
    if (join === undefined || target === undefined) {
      const keyword = file.blocks.find(({ kind }) => kind === 'map')?.keyword;
      // A few lines without it may be a part of something; a file that says what happens to accounts is whole.
      if (keyword === undefined || declarationsOf(file, 'actions').length === 0) return;
      context.reportAt(keyword, {
        message:
          'No mapping says which account a person has. Add match 1 to one, for example: employeeId <- [personIdExternal] match 1.',
      });
      return;
    }
    const edit = addOption(join.placed, 'match 1');
    const fixes: Fix[] =
      edit === undefined ? [] : [{ title: `Match by ${target.text}`, preferred: true, edits: [edit] }];
    context.report(join.placed, target, {
      message: `No mapping says which account a person has. ${target.text} holds the person id: add match 1.`,
      fixes,
    });
  },
};
