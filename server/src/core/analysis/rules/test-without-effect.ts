import { walkExpression } from '../../language/walk.ts';
import type { DeclarationContext, Rule } from '../diagnostic.ts';

/** A value is taken for a target only where its mapping looks for one that is not. */
export const testWithoutEffect: Rule = {
  code: 'SFM7019',
  severity: 'warning',
  title: 'A line of a test without effect',
  page: {
    why: '`taken` says which values other accounts have. Only `SelectUniqueValue` asks for that, so the line changes nothing where the mapping of its target does not call it; mostly it names the wrong target.',
    wrong: `provision SuccessFactors -> ActiveDirectory

map {
  mail              <- [email]
  userPrincipalName <- SelectUniqueValue(Append([personIdExternal], "@contoso.example"), Append([personIdExternal], "1@contoso.example")) on create
}

test "the second name is free" {
  given { "personIdExternal": "100234" }
  taken mail "rita@contoso.example"
  expect mail absent
}
`,
    right: `provision SuccessFactors -> ActiveDirectory

map {
  mail              <- [email]
  userPrincipalName <- SelectUniqueValue(Append([personIdExternal], "@contoso.example"), Append([personIdExternal], "1@contoso.example")) on create
}

test "the second name is free" {
  given { "personIdExternal": "100234" }
  taken userPrincipalName "rita@contoso.example"
  expect mail absent
}
`,
  },
  each: {
    taken: (placed, context) => {
      const { target } = placed.declaration;
      const mapped = target === undefined ? undefined : asksForUnique(target.text, context);
      if (target === undefined || mapped !== false) return;
      context.report(placed, target, {
        message: `${target.text} does not ask which values are taken: only SelectUniqueValue does.`,
      });
    },
  },
};

/** Undefined where nothing is mapped, or nothing that could be read. */
function asksForUnique(target: string, context: DeclarationContext): boolean | undefined {
  const expression = context.mapping(target)?.expression;
  if (expression === undefined) return undefined;
  let found = false;
  walkExpression(expression, (node) => {
    found ||= node.kind === 'call' && node.name === 'SelectUniqueValue';
  });
  return found;
}
