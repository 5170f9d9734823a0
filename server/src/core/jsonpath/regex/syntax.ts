/** A .NET regular expression as a tree. Options are resolved while it is read, so no node depends on its place. */
export type RegexNode =
  | { readonly kind: 'unit'; readonly accepts: UnitTest }
  | { readonly kind: 'sequence'; readonly parts: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly branches: readonly RegexNode[] }
  | {
      readonly kind: 'repeat';
      readonly body: RegexNode;
      readonly min: number;
      readonly max: number;
      readonly lazy: boolean;
    }
  | { readonly kind: 'capture'; readonly name: string; readonly body: RegexNode }
  | { readonly kind: 'look'; readonly behind: boolean; readonly negative: boolean; readonly body: RegexNode }
  | { readonly kind: 'atomic'; readonly body: RegexNode }
  | { readonly kind: 'back-reference'; readonly name: string; readonly ignoreCase: boolean }
  | { readonly kind: 'anchor'; readonly anchor: Anchor };

/** `line-end` is before a line feed or at the end, `last-line-end` before the last line feed or at the end. */
export type Anchor = 'start' | 'end' | 'last-line-end' | 'line-start' | 'line-end' | 'word' | 'no-word';

/** Whether one UTF-16 unit is accepted; .NET matches units, not characters. */
export type UnitTest = (unit: string) => boolean;

/** A regular expression that cannot be read or run, in words. */
export class RegexProblem extends Error {}
