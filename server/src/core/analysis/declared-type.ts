import type { AttributeDeclaration } from '../language/syntax.ts';
import type { AttributeType } from './model.ts';

const TYPES: ReadonlySet<string> = new Set<AttributeType>([
  'String',
  'Integer',
  'Boolean',
  'DateTime',
  'Reference',
  'Binary',
]);

/** The type that an entry declares, where it is one. */
export function declaredType({ type }: AttributeDeclaration): AttributeType | undefined {
  return type !== undefined && TYPES.has(type.text) ? (type.text as AttributeType) : undefined;
}
