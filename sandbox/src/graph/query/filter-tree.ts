/** A value as it stands in a filter: what is not in quotes keeps its text, and its kind tells what it may be. */
export type Literal =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  /** A number, a date or a GUID without quotes. */
  | { readonly kind: 'bare'; readonly value: string };

export type CompareOperator = 'eq' | 'ne' | 'ge' | 'le';
export type TextFunction = 'startsWith' | 'endsWith';

/** A parsed `$filter`. */
export type FilterNode =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly FilterNode[] }
  | { readonly kind: 'not'; readonly part: FilterNode }
  | { readonly kind: 'compare'; readonly operator: CompareOperator; readonly path: string; readonly value: Literal }
  | { readonly kind: 'in'; readonly path: string; readonly values: readonly Literal[] }
  | { readonly kind: 'call'; readonly name: TextFunction; readonly path: string; readonly value: Literal }
  /** `path/any(variable: part)`; the paths in `part` are the variable itself. */
  | { readonly kind: 'any'; readonly path: string; readonly variable: string; readonly part: FilterNode };
