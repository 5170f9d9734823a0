import { declarationsOf, MOST_REPLACES } from '../bind.ts';
import { ATTRIBUTE_TYPES, attributeType } from '../declared-type.ts';
import type { Rule } from '../diagnostic.ts';
import { suggestion } from '../suggestion.ts';

/** Entries of `source` and `target` say what their direction can use. */
export const entryKind: Rule = {
  code: 'SFM2011',
  severity: 'error',
  title: 'Entries of source and target',
  page: {
    why: 'An entry of `source` or `target` says something that its system cannot use: a type that does not exist, a JSONPath for an attribute of Entra ID or of a directory, or a `replace` line in a writeback. Only attributes of SuccessFactors have a path.',
    wrong: `provision SuccessFactors -> EntraID

source {
  okToRehire : Bool = $.employmentNav.results[0].okToRehire
}

map {
  employeeId          <- [personIdExternal] match 1
  extensionAttribute2 <- [okToRehire]
}
`,
    right: `provision SuccessFactors -> EntraID

source {
  okToRehire : Boolean = $.employmentNav.results[0].okToRehire
}

map {
  employeeId          <- [personIdExternal] match 1
  extensionAttribute2 <- [okToRehire]
}
`,
    sources: [
      'Microsoft, "Customize user provisioning attribute-mappings for SaaS applications in Microsoft Entra ID"',
    ],
  },
  each: {
    attribute: (placed, context) => {
      const { direction } = context;
      const { block, path, type } = placed.declaration;
      if (type !== undefined && attributeType(type.text) === undefined) {
        const { question, fixes } = suggestion(type.text, ATTRIBUTE_TYPES, placed, type);
        context.report(placed, type, {
          message: `There is no type ${type.text}. Types are ${ATTRIBUTE_TYPES.join(', ')}.${question}`,
          fixes,
        });
      }
      if (path !== undefined && direction === 'writeback' && block === 'source') {
        context.report(placed, path, {
          message: 'Attributes of Entra ID have no JSONPath. Write the name and its type alone.',
        });
      }
      if (path !== undefined && direction === 'inbound' && block === 'target') {
        context.report(placed, path, {
          message: 'Attributes of the directory have no JSONPath. Write the name and its type alone.',
        });
      }
    },
    replace: (placed, context) => {
      if (context.direction !== 'writeback') return;
      context.report(placed, placed.declaration, {
        message: 'replace rewrites the paths that SuccessFactors is read by; a writeback reads Entra ID.',
      });
    },
  },
  check(context) {
    for (const placed of declarationsOf(context.file, 'replace').slice(MOST_REPLACES)) {
      context.report(placed, placed.declaration, {
        message: `A file takes ${MOST_REPLACES} replace lines; this one is not applied.`,
      });
    }
  },
};
