import type { DeclarationContext, RuleContext } from './diagnostic.ts';

/** What a rule may ask while it looks at one declaration. */
export function declarationContext(whole: RuleContext): DeclarationContext {
  const { file, model, report, sample, parameters, levels } = whole;
  const mappings = new Map(model.mappings.map((mapping) => [mapping.target, mapping]));
  return {
    ...(sample === undefined ? {} : { sample }),
    ...(parameters === undefined ? {} : { parameters }),
    ...(levels === undefined ? {} : { levels }),
    direction: model.direction,
    pair: model.pair,
    textOf: ({ offset }, { start, end }) => file.text.slice(offset + start, offset + end),
    source: (name) => model.sources.get(name),
    target: (name) => model.targets.get(name),
    mapping: (target) => mappings.get(target),
    declaresParameter: (name) => model.parameters.has(name),
    sourceNames: () => model.sources.keys(),
    targetNames: () => model.targets.keys(),
    parameterNames: () => model.parameters.keys(),
    whole: () => whole,
    report,
  };
}
