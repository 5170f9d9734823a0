import type { MapDeclaration, PlacedDeclaration } from '../../language/syntax.ts';
import { declarationsOf } from '../bind.ts';
import type { DeclarationContext, Fix, Rule } from '../diagnostic.ts';
import { quotedText } from '../expression-constants.ts';
import { addOption, optionOf, removeOption } from '../map-options.ts';
import { sameForEverybody } from '../match-source.ts';

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
    why: `A writeback looks for the person of an Entra user by \`personIdExternal\`. The mapping of that target carries the matching precedence; its source is the attribute of Entra ID that holds the person id, most often \`employeeId\`. Without it nobody is found, and no other target can be searched by.

The source must differ from user to user. A constant, or a default for users who have no id, writes all of them onto one and the same person; so does a constant \`userId\`.`,
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
      if (placed.problems.length > 0) return;
      if (target.text === 'userId' || (target.text === JOIN && match !== undefined)) checkSource(placed, context);
      if (target.text !== JOIN || match !== undefined) return;
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

const EXAMPLE = 'personIdExternal <- [employeeId] match 1';

/** What is the same for several users makes one person of them. */
function checkSource(placed: PlacedDeclaration<MapDeclaration>, context: DeclarationContext): void {
  const same = sameForEverybody(placed);
  const isJoin = placed.declaration.target?.text === JOIN;
  if (same !== undefined) {
    const isNone = placed.declaration.source?.kind === 'none';
    // Without a value userId flows nowhere, which does no harm.
    if (isNone && !isJoin) return;
    const effect = isNone ? 'so nobody is found' : 'so all users would be written onto one person';
    const cure = isJoin ? `Map an attribute, for example: ${EXAMPLE}.` : 'Map the attribute that holds the user id.';
    context.report(placed, same.span, { message: `${same.words}, ${effect}. ${cure}` });
    return;
  }
  const fallback = optionOf(placed.declaration, 'default');
  if (fallback?.text === undefined || fallback.text.value === '') return;
  const text = quotedText(fallback.text.value);
  context.report(placed, fallback, {
    message: `All users without a value would be written onto one person, ${text}. Take the default away.`,
    fixes: [
      { title: 'Take the default away', preferred: true, edits: [removeOption(placed, fallback, context.textOf)] },
    ],
  });
}
