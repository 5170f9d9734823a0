import { parameterReferences } from '../../language/parameters.ts';
import type { MappingFile, PlacedDeclaration } from '../../language/syntax.ts';
import { declarationsOf } from '../bind.ts';
import type { Rule, TextEdit } from '../diagnostic.ts';
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
    // Of a file that is only begun nothing can be said.
    if (model.direction === undefined || model.mappings.length === 0) return;
    for (const placed of unreadSources(file, model)) {
      const { name } = placed.declaration;
      if (name === undefined) continue;
      context.report(placed, name, {
        message: `Nothing reads ${name.text}: no mapping and no scope names [${name.text}].`,
        unnecessary: true,
        fixes: [{ title: `Remove ${name.text}`, edits: removalEdits(file, placed) }],
      });
    }
  },
};

/** Takes an entry out, and the parameters that nothing else names. */
function removalEdits(file: MappingFile, placed: PlacedDeclaration): TextEdit[] {
  const edits = [removeDeclaration(file, placed)];
  const { text } = file;
  const own = text.slice(placed.offset, placed.offset + placed.declaration.end);
  const names = new Set(parameterReferences(own).map(({ name }) => name));
  if (names.size === 0) return edits;
  const left = new Set(
    parameterReferences(text.slice(0, placed.offset) + text.slice(placed.offset + own.length)).map(({ name }) => name),
  );
  for (const param of declarationsOf(file, 'param')) {
    const name = param.declaration.name?.text ?? '';
    if (names.has(name) && !left.has(name)) edits.push(removeDeclaration(file, param));
  }
  return edits.sort((a, b) => a.start - b.start);
}
