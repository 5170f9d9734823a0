import type { LimitDeclaration, MappingFile, PlacedDeclaration } from '../language/syntax.ts';
import type { BoundLimit, LimitKind } from './model.ts';

/** What a limit may count. */
export const LIMIT_KINDS: readonly LimitKind[] = ['create', 'update', 'disable', 'delete', 'clear', 'change'];

/** The limits that hold where a file has no `limits` block. */
export const DEFAULT_LIMITS: readonly BoundLimit[] = [
  { kind: 'disable', most: 10, unit: 'percent' },
  { kind: 'disable', most: 500, unit: 'number' },
  { kind: 'delete', most: 0, unit: 'number' },
];

/** The limits of a file; of two of the same kind, target and unit the smaller one counts. */
export function boundLimits(
  { blocks }: MappingFile,
  declarations: readonly PlacedDeclaration<LimitDeclaration>[],
): readonly BoundLimit[] {
  if (!blocks.some(({ kind }) => kind === 'limits')) return DEFAULT_LIMITS;
  const limits = new Map<string, BoundLimit>();
  for (const placed of declarations) {
    const limit = boundLimit(placed);
    if (limit === undefined) continue;
    const key = `${limit.kind} ${limit.unit} ${limit.attribute ?? ''}`;
    if (limit.most < (limits.get(key)?.most ?? Number.POSITIVE_INFINITY)) limits.set(key, limit);
  }
  return [...limits.values()];
}

function boundLimit(placed: PlacedDeclaration<LimitDeclaration>): BoundLimit | undefined {
  const { declaration } = placed;
  if (declaration.amount === undefined) return undefined;
  const kind = LIMIT_KINDS.find((one) => one === declaration.limit?.text);
  const ofTarget = kind === 'clear' || kind === 'change';
  if (kind === undefined || ofTarget !== (declaration.attribute !== undefined)) return undefined;
  return {
    kind,
    ...(declaration.attribute === undefined ? {} : { attribute: declaration.attribute.text }),
    most: declaration.amount.number,
    unit: declaration.amount.unit,
    placed,
  };
}
