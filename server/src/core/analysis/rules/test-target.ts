import { entraAttribute } from '../../catalog/entra-attributes.ts';
import type { Expression, Name, PlacedDeclaration } from '../../language/syntax.ts';
import { walkExpression } from '../../language/walk.ts';
import type { DeclarationContext, Rule } from '../diagnostic.ts';
import { nameSuggestion } from '../suggestion.ts';

/** A test names targets that exist, and expects values of those that are mapped. */
export const testTarget: Rule = {
  code: 'SFM7015',
  severity: 'error',
  title: 'The target of an expectation',
  page: {
    why: 'An expectation of a mistyped target never holds, and `absent` of a mistyped one always does, which is worse: the test says that all is well. Of a target that exists but is not mapped only `absent` can be expected.',
    wrong: `provision SuccessFactors -> EntraID

map {
  department <- [department]
}

test "nobody without a job has a department" {
  given { "personIdExternal": "100234" }
  expect departmnt absent
}
`,
    right: `provision SuccessFactors -> EntraID

map {
  department <- [department]
}

test "nobody without a job has a department" {
  given { "personIdExternal": "100234" }
  expect department absent
}
`,
  },
  each: {
    expect: (placed, context) => {
      const { target, condition } = placed.declaration;
      if (target === undefined || condition === undefined || context.isMapped(target.text)) return;
      if (!isKnown(target.text, context)) {
        unknown(placed, target, context);
      } else if (condition.kind !== 'absent') {
        context.report(placed, target, {
          severity: 'warning',
          message: `Nothing is mapped to ${target.text}, so only absent can be expected of it.`,
        });
      }
    },
    taken: (placed, context) => {
      const { target } = placed.declaration;
      if (target === undefined || context.isMapped(target.text)) return;
      if (isKnown(target.text, context)) return;
      // A value is taken for a target that asks for a free one; any other name would be the next mistake.
      const asking = context.whole().model.mappings.filter(({ expression }) => callsUnique(expression));
      unknown(
        placed,
        target,
        context,
        asking.map((mapping) => mapping.target),
      );
    },
    existing: (placed, context) => {
      for (const name of placed.declaration.json?.names ?? []) {
        if (context.isMapped(name.text) || isKnown(name.text, context)) continue;
        unknown(placed, name, context, context.targetNames(), (text) => JSON.stringify(text));
      }
    },
  },
};

/** An on-premises directory has attributes of its own; without a pair of systems nothing is known. */
function isKnown(name: string, context: DeclarationContext): boolean {
  if (context.direction === undefined || context.pair === 'SuccessFactors->ActiveDirectory') return true;
  if (context.target(name) !== undefined) return true;
  if (context.direction === 'writeback') return false;
  if (context.isUnread('target', name)) return true;
  return entraAttribute(name) !== undefined || name.startsWith('CustomSecurityAttributes.');
}

function unknown(
  placed: PlacedDeclaration,
  name: Name,
  context: DeclarationContext,
  candidates: Iterable<string> = context.targetNames(),
  write: (name: string) => string = (text) => text,
): void {
  const { question, fixes } = nameSuggestion(name.text, candidates, placed, name, write);
  const system = context.direction === 'writeback' ? 'The writeback app' : 'Entra ID';
  context.report(placed, name, {
    message: `${system} has no target ${name.text}, and nothing is mapped to it.${question}`,
    fixes,
  });
}

function callsUnique(expression: Expression | undefined): boolean {
  let found = false;
  if (expression !== undefined) {
    walkExpression(expression, (node) => {
      found ||= node.kind === 'call' && node.name === 'SelectUniqueValue';
    });
  }
  return found;
}
