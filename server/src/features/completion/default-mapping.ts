import type { MappingModel, ProvisioningPair } from '../../core/analysis/model.ts';
import { mappingTemplates } from '../../core/catalog/mapping-templates.ts';
import { parameterReferences } from '../../core/language/parameters.ts';
import { parseMapping } from '../../core/language/parse.ts';
import { attributesOf, isExpression } from '../../core/language/walk.ts';

/** The mapping of one target in a new file. */
export interface DefaultMapping {
  readonly expression: string;
  readonly attributes: ReadonlySet<string>;
  readonly parameters: readonly string[];
  readonly match: boolean;
  readonly onCreate: boolean;
}

const defaults = new Map<ProvisioningPair, ReadonlyMap<string, DefaultMapping>>();

/** What a new file of this pair maps, by target; read from its template when somebody asks. */
function defaultMappings(pair: ProvisioningPair): ReadonlyMap<string, DefaultMapping> {
  const known = defaults.get(pair);
  if (known !== undefined) return known;
  const { text, declarations } = parseMapping(mappingTemplates[pair]);
  const made = new Map<string, DefaultMapping>();
  for (const { offset, declaration } of declarations) {
    if (declaration.kind !== 'map' || declaration.target === undefined || !isExpression(declaration.source)) continue;
    const { source, options } = declaration;
    const expression = text.slice(offset + source.start, offset + source.end);
    made.set(declaration.target.text, {
      expression,
      attributes: attributesOf(source),
      parameters: parameterReferences(expression).map(({ name }) => name),
      match: options.some(({ kind }) => kind === 'match'),
      onCreate: options.some(({ kind }) => kind === 'on create'),
    });
  }
  defaults.set(pair, made);
  return made;
}

/** The attributes that a new file of the same pair reads. */
export function usualAttributes({ pair }: MappingModel): ReadonlySet<string> {
  if (pair === undefined) return new Set();
  return new Set([...defaultMappings(pair).values()].flatMap(({ attributes }) => [...attributes]));
}

/** The default of a target, if all that it names is there. */
export function defaultMapping(model: MappingModel, target: string): DefaultMapping | undefined {
  const mapping = model.pair === undefined ? undefined : defaultMappings(model.pair).get(target);
  if (mapping === undefined || !mapping.parameters.every((name) => model.parameters.has(name))) return undefined;
  return [...mapping.attributes].every((name) => model.sources.has(name)) ? mapping : undefined;
}
