import { parameterReferences } from '../../language/parameters.ts';
import type { MappingFile } from '../../language/syntax.ts';
import { declarationsOf } from '../bind.ts';
import type { Rule } from '../diagnostic.ts';
import { removeDeclaration } from '../removal.ts';

/** A parameter that nothing uses. */
export const unusedParameter: Rule = {
  code: 'SFM2105',
  severity: 'information',
  title: 'A parameter that nothing uses',
  page: {
    why: `A parameter without a text must be given by every connection. One that no constant and no path names as \`{{name}}\` asks for a value that changes nothing; often the number of the old tenant still stands where the parameter was meant to stand.`,
    wrong: `provision SuccessFactors -> EntraID

param domain = "contoso.example"

map {
  employeeId        <- [personIdExternal]                        match 1
  userPrincipalName <- Append([username], "@contoso.example")
}
`,
    right: `provision SuccessFactors -> EntraID

param domain = "contoso.example"

map {
  employeeId        <- [personIdExternal]                        match 1
  userPrincipalName <- Append([username], "@{{domain}}")
}
`,
  },
  check(context) {
    const { file, model } = context;
    if (model.parameters.size === 0 || model.mappings.length === 0) return;
    const used = usedParameters(file);
    for (const placed of declarationsOf(file, 'param')) {
      const { name } = placed.declaration;
      if (name === undefined || used.has(name.text)) continue;
      context.report(placed, name, {
        message: `Nothing uses the parameter ${name.text}. Write {{${name.text}}} where its value belongs, or remove it.`,
        unnecessary: true,
        fixes: [{ title: `Remove the parameter ${name.text}`, edits: [removeDeclaration(file, placed)] }],
      });
    }
  },
};

/** The names in `{{ }}` outside comments. */
function usedParameters({ text, comments }: MappingFile): ReadonlySet<string> {
  const used = new Set<string>();
  let next = 0;
  for (const { name, start } of parameterReferences(text)) {
    while ((comments[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next++;
    if ((comments[next]?.start ?? Number.POSITIVE_INFINITY) > start) used.add(name);
  }
  return used;
}
