import type { Rule } from '../diagnostic.ts';
import { removeDeclaration } from '../removal.ts';
import { unreadSources } from '../unread-sources.ts';

/** A source attribute that no mapping and no scope reads. */
export const unreadAttribute: Rule = {
  code: 'SFM2104',
  severity: 'information',
  title: 'A source attribute that nothing reads',
  page: {
    why: `An entry of the source block only says how an attribute is read. Until a mapping or a scope names it in brackets it flows nowhere. Map it, or take the entry out. Attributes that make the connector fetch more, and those that it reads itself, are left out of this.`,
    wrong: `provision SuccessFactors -> EntraID

source {
  flsaStatus = $.employmentNav.results[0].jobInfoNav.results[0].flsaStatus
}

map {
  employeeId <- [personIdExternal]  match 1
}
`,
    right: `provision SuccessFactors -> EntraID

source {
  flsaStatus = $.employmentNav.results[0].jobInfoNav.results[0].flsaStatus
}

map {
  employeeId          <- [personIdExternal]  match 1
  extensionAttribute1 <- [flsaStatus]
}
`,
  },
  check(context) {
    const { file, model } = context;
    if (model.direction === undefined) return;
    for (const placed of unreadSources(file, model)) {
      const { name } = placed.declaration;
      if (name === undefined) continue;
      context.report(placed, name, {
        message: `Nothing reads ${name.text}: no mapping and no scope names [${name.text}].`,
        unnecessary: true,
        fixes: [{ title: `Remove ${name.text}`, edits: [removeDeclaration(file, placed)] }],
      });
    }
  },
};
