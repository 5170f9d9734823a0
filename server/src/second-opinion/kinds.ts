/**
 * Why jsonpath-plus answers differently. The list is closed; docs/second-opinion.md has a path for each.
 *
 * `other` stands for a difference that no rule explains.
 */
export const REASON_KINDS = [
  // How a path is read
  'quotes',
  'operators',
  'blanks',
  'script',
  'syntax',
  'root',
  // What a step selects
  'negative-index',
  'index',
  'text-index',
  'slice',
  'wildcard',
  'length',
  'scan',
  // What a filter asks
  'object-filter',
  'nested-filter',
  'null-navigation',
  'filter-path',
  'filter-syntax',
  'regex',
  'existence',
  'missing-field',
  'type',
  'dates',
  'precedence',
  // One of the two came to no answer
  'timeout',
  'memory',
  'too-large',
  'not-asked',
  'other',
] as const;

export type ReasonKind = (typeof REASON_KINDS)[number];

/** Why the two differ, in one sentence or two that a mapping author can check. */
export interface DifferenceReason {
  readonly kind: ReasonKind;
  readonly sentence: string;
}
