import { retrievalRules } from '../catalog/retrieval-rules.ts';
import type { AttributeDeclaration, MappingFile, PlacedDeclaration } from '../language/syntax.ts';
import { declarationsOf, KEPT_BY_REPLACE } from './bind.ts';
import type { MappingModel } from './model.ts';

/**
 * Attributes that the connector itself reads, that make it fetch more, or that an entry keeps from a `replace` line: they
 * count without being mapped.
 */
const NEEDED: ReadonlySet<string> = new Set([
  ...KEPT_BY_REPLACE,
  'personIdExternal',
  'perPersonUuid',
  ...retrievalRules.flatMap(({ when }) => (when === 'always' ? [] : when)),
]);

/** The source attributes that a file declares and nothing in it reads; a line that cannot be read may read any. */
export function unreadSources(
  file: MappingFile,
  model: MappingModel,
): readonly PlacedDeclaration<AttributeDeclaration>[] {
  const declared = declarationsOf(file, 'attribute').filter(
    ({ declaration: { block, name } }) =>
      block === 'source' &&
      name !== undefined &&
      !model.used.has(name.text) &&
      !(model.direction === 'inbound' && NEEDED.has(name.text)),
  );
  if (declared.length === 0) return declared;
  const broken = brokenText(file);
  return broken === '' ? declared : declared.filter(({ declaration: { name } }) => !broken.includes(`[${name?.text}`));
}

/** The text of all that was not understood, and of mappings that the model leaves out. */
function brokenText({ text, declarations }: MappingFile): string {
  const targets = new Set<string>();
  const parts: string[] = [];
  for (const { offset, declaration, problems } of declarations) {
    const second =
      declaration.kind === 'map' && declaration.target !== undefined && targets.has(declaration.target.text);
    if (declaration.kind === 'map' && declaration.target !== undefined) targets.add(declaration.target.text);
    if (second || declaration.kind === 'opaque' || problems.length > 0)
      parts.push(text.slice(offset, offset + declaration.end));
  }
  return parts.join('\n');
}
