import { declarationsOf } from '../bind.ts';
import type { Fix, Rule } from '../diagnostic.ts';
import { addOption, optionOf, removeOption } from '../map-options.ts';

const JOIN = 'personIdExternal';

/**
 * A writeback finds a person by `personIdExternal`, and by nothing else. Source: "Tutorial: Configure attribute
 * write-back from Microsoft Entra ID to SAP SuccessFactors", attribute table.
 */
export const writebackMatch: Rule = {
  code: 'SFM4003',
  severity: 'error',
  title: 'Which person a user is',
  page: {
    why: `A writeback looks for the person of an Entra user by \`personIdExternal\`. The mapping of that target carries the matching precedence; its source is the attribute of Entra ID that holds the person id, most often \`employeeId\`. Without it nobody is found, and no other target can be searched by.`,
    wrong: `provision EntraID -> SuccessFactors

map {
  personIdExternal <- [employeeId]
  email            <- IgnoreFlowIfNullOrEmpty([mail])  match 1
  emailType        <- "8448"
  emailIsPrimary   <- "true"
}
`,
    right: `provision EntraID -> SuccessFactors

map {
  personIdExternal <- [employeeId]                     match 1
  email            <- IgnoreFlowIfNullOrEmpty([mail])
  emailType        <- "8448"
  emailIsPrimary   <- "true"
}
`,
    sources: ['Tutorial: Configure attribute write-back from Microsoft Entra ID to SAP SuccessFactors'],
  },
  each: {
    map: (placed, context) => {
      const { target } = placed.declaration;
      if (context.direction !== 'writeback' || target === undefined) return;
      const match = optionOf(placed.declaration, 'match');
      if (target.text !== JOIN && match !== undefined) {
        context.report(placed, match, {
          message: `A writeback finds people by personIdExternal alone. Take match away from ${target.text}.`,
          fixes: [
            { title: `Take match away from ${target.text}`, edits: [removeOption(placed, match, context.textOf)] },
          ],
        });
      }
      if (target.text !== JOIN || match !== undefined || placed.problems.length > 0) return;
      const edit = addOption(placed, 'match 1');
      const fixes: Fix[] = edit === undefined ? [] : [{ title: 'Add match 1', preferred: true, edits: [edit] }];
      context.report(placed, target, {
        message: 'A writeback finds people by personIdExternal, and this mapping does not match. Add match 1.',
        fixes,
      });
    },
  },
  check(context) {
    const { model, file } = context;
    if (model.direction !== 'writeback' || model.mappings.length === 0) return;
    if (model.mappings.some(({ target }) => target === JOIN)) return;
    const block = file.blocks.find(({ kind }) => kind === 'map');
    if (block === undefined || declarationsOf(file, 'opaque').some(({ offset }) => offset > block.start)) return;
    context.reportAt(block.keyword, {
      message:
        'No mapping says which person an Entra user is. Map personIdExternal, for example: personIdExternal <- [employeeId] match 1.',
    });
  },
};
