import type { AttributeDeclaration } from '../language/syntax.ts';
import type { AttributeType } from './model.ts';

/** The types that an attribute may have, in the order in which they are listed to people. */
export const ATTRIBUTE_TYPES: readonly AttributeType[] = [
  'String',
  'Integer',
  'Boolean',
  'DateTime',
  'Reference',
  'Binary',
];

/** The type that a name means; undefined for any other word. */
export function attributeType(name: string): AttributeType | undefined {
  return ATTRIBUTE_TYPES.find((type) => type === name);
}

/** The type that an entry declares, where it is one. */
export function declaredType({ type }: AttributeDeclaration): AttributeType | undefined {
  return type === undefined ? undefined : attributeType(type.text);
}
