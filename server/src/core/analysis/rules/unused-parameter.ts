import { parameterReferences } from '../../language/parameters.ts';
import type { MappingFile, Span } from '../../language/syntax.ts';
import { declarationsOf } from '../bind.ts';
import type { Rule } from '../diagnostic.ts';
import { removeDeclaration } from '../removal.ts';
import { unreadSources } from '../unread-sources.ts';

/** A parameter that nothing uses, or only what is not read itself. */
export const unusedParameter: Rule = {
  code: 'SFM2105',
  severity: 'information',
  title: 'A parameter that nothing uses',
  page: {
    why: `A parameter without a text must be given by every connection. One that no constant and no path names as \`{{name}}\` asks for a value that changes nothing; often the number of the old tenant still stands where the parameter was meant to stand.`,
    wrong: `provision SuccessFactors -> EntraID

param domain = "contoso.example"

map {
  employeeId <- [personIdExternal]                        match 1
  mail       <- Append([username], "@contoso.example")
}
`,
    right: `provision SuccessFactors -> EntraID

param domain = "contoso.example"

map {
  employeeId <- [personIdExternal]                        match 1
  mail       <- Append([username], "@{{domain}}")
}
`,
  },
  check(context) {
    const { file, model } = context;
    if (model.parameters.size === 0 || model.direction === undefined) return;
    const unread = unreadSources(file, model);
    const { used, mentioned } = usedParameters(
      file,
      unread.map(({ offset, declaration }) => ({ start: offset, end: offset + declaration.end })),
    );
    for (const placed of declarationsOf(file, 'param')) {
      const { name } = placed.declaration;
      if (name === undefined || used.has(name.text)) continue;
      const by = mentioned.has(name.text) ? 'Only entries that nothing reads use' : 'Nothing uses';
      context.report(placed, name, {
        message: `${by} the parameter ${name.text}. Write {{${name.text}}} where its value belongs, or remove it.`,
        unnecessary: true,
        fixes: mentioned.has(name.text)
          ? []
          : [{ title: `Remove the parameter ${name.text}`, edits: [removeDeclaration(file, placed)] }],
      });
    }
  },
};

/** The names in `{{ }}` outside comments: those that count, and those in the unread parts alone. */
function usedParameters({ text, comments }: MappingFile, unread: readonly Span[]) {
  const used = new Set<string>();
  const mentioned = new Set<string>();
  const inside = (spans: readonly Span[]) => {
    let next = 0;
    return (at: number) => {
      while ((spans[next]?.end ?? Number.POSITIVE_INFINITY) <= at) next++;
      return (spans[next]?.start ?? Number.POSITIVE_INFINITY) <= at;
    };
  };
  const inComment = inside(comments);
  const inUnread = inside(unread);
  for (const { name, start } of parameterReferences(text)) {
    if (inComment(start)) continue;
    (inUnread(start) ? mentioned : used).add(name);
  }
  return { used, mentioned };
}
