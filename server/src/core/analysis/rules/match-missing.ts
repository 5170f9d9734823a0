import { brokenDeclarations, declarationsOf } from '../declarations.ts';
import type { Fix, Rule } from '../diagnostic.ts';
import { addOption, optionOf } from '../map-options.ts';
import { sameForEverybody } from '../match-source.ts';
import { isWhole } from '../whole-file.ts';

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
    why: `The provisioning service looks for the account of a person by the matching attribute: it compares the value of that mapping with the same attribute of every account. Without one it cannot tell who has an account already, and no plan can be made. Microsoft's default is \`employeeId\`, filled from \`personIdExternal\`.

A matching attribute that is filled with a constant is an error: everybody would be found as one and the same account.

Where no mapping holds the person id, only whole files are judged: those with an \`actions\` line, with five mappings or more, or with three beside a \`scope\` block or a test.`,
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
  each: {
    map: (placed, context) => {
      if (context.direction !== 'inbound' || optionOf(placed.declaration, 'match') === undefined) return;
      const same = sameForEverybody(placed);
      if (same === undefined) return;
      const isNone = placed.declaration.source?.kind === 'none';
      const effect = isNone ? 'so no account is found' : 'so all people would be written onto one account';
      context.report(placed, same.span, {
        severity: 'error',
        message: `${same.words}, ${effect}. Match by an attribute, for example: employeeId <- [personIdExternal] match 1.`,
      });
    },
  },
  check(context) {
    const { file, model } = context;
    if (model.direction !== 'inbound' || model.mappings.length === 0) return;
    if (model.mappings.some(({ match }) => match !== undefined)) return;
    // A match that stands in a broken line is missing for nobody.
    if (
      file.problems.some(({ code }) => code === 'SFM1002') ||
      brokenDeclarations(file).some(({ declaration }) => declaration.kind === 'map') ||
      declarationsOf(file, 'opaque').length > 0
    )
      return;
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
      if (keyword === undefined || !isWhole(context)) return;
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
