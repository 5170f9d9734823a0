import { entraAttribute } from '../../catalog/entra-attributes.ts';
import { writebackTargets } from '../../catalog/writeback-targets.ts';
import { parameterReferences } from '../../language/parameters.ts';
import { declarationsOf } from '../bind.ts';
import type { Rule } from '../diagnostic.ts';
import { otherName } from '../graph-names.ts';
import { nameSuggestion, type Suggestion } from '../suggestion.ts';

/**
 * A writeback has a fixed list of targets. Source: "Customize user provisioning attribute-mappings for SaaS
 * applications in Microsoft Entra ID": new SuccessFactors attributes are not supported.
 */
export const unknownTarget: Rule = {
  code: 'SFM2005',
  severity: 'error',
  title: 'Unknown target attribute',
  page: {
    why: 'A mapping feeds a target that is not known. The list of a writeback is fixed: Microsoft does not support SuccessFactors attributes beyond it. Entra ID has directory extensions of its own, so there it is a warning; declare yours in a `target` block.',
    wrong: `provision SuccessFactors -> EntraID

map {
  employeeId  <- [personIdExternal] match 1
  departmnt   <- [department]
}
`,
    right: `provision SuccessFactors -> EntraID

map {
  employeeId  <- [personIdExternal] match 1
  department  <- [department]
}
`,
    sources: [
      'Microsoft, "Customize user provisioning attribute-mappings for SaaS applications in Microsoft Entra ID"',
    ],
  },
  each: {
    attribute: (placed, context) => {
      const { block, name } = placed.declaration;
      if (context.direction !== 'writeback' || block !== 'target' || name === undefined) return;
      if (writebackTargets.has(name.text)) return;
      const isDeclared = (target: string) =>
        declarationsOf(context.whole().file, 'attribute').some(
          ({ declaration: other }) => other.block === 'target' && other.name?.text === target,
        );
      const near = nameSuggestion(name.text, writebackTargets.keys(), placed, name);
      const { question, fixes } = unlessTaken(near, isDeclared, 'declared');
      context.report(placed, name, {
        message: `The writeback app has no target ${name.text}, and none can be added.${question}`,
        fixes,
      });
    },
    map: (placed, context) => {
      const { direction, pair } = context;
      const { target } = placed.declaration;
      // The attributes of an on-premises directory are its own; Entra ID's are known.
      if (direction === undefined || pair === 'SuccessFactors->ActiveDirectory') return;
      if (target === undefined || context.target(target.text) !== undefined) return;
      if (direction === 'inbound' && context.isUnread('target', target.text)) return;
      // That is said as SFM1105.
      if (parameterReferences(target.text).length > 0) return;
      const other = direction === 'inbound' ? otherName(target.text, placed, target) : undefined;
      const near = other ?? nameSuggestion(target.text, context.targetNames(), placed, target);
      const { question, fixes } = unlessTaken(near, (name) => context.isMapped(name), 'mapped');
      if (direction === 'writeback') {
        context.report(placed, target, {
          message: `The writeback app has no target ${target.text}, and none can be added.${question}`,
          fixes,
        });
      } else if (entraAttribute(target.text) === undefined && !target.text.startsWith('CustomSecurityAttributes.')) {
        const cure = question === '' ? ' Declare it in a target block if your tenant has it.' : question;
        context.report(placed, target, {
          severity: 'warning',
          message: `Entra ID has no attribute ${target.text} in the built-in list.${cure}`,
          fixes,
        });
      }
    },
  },
};

/** A target is mapped once, and declared once: a name that stands there already is no cure. */
function unlessTaken(near: Suggestion, isTaken: (target: string) => boolean, how: 'mapped' | 'declared'): Suggestion {
  const taken = near.fixes.flatMap(({ edits }) => edits).find(({ text }) => isTaken(text));
  if (taken === undefined) return near;
  return {
    question: `${near.question} ${taken.text} is ${how} already, so take this line away or write another target.`,
    fixes: [],
  };
}
