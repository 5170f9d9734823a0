/** What a request takes from the quotas. */
export interface RequestCost {
  readonly resourceUnits: number;
  readonly writes: number;
}

/** "Microsoft Graph service-specific throttling limits", identity and access: what costs more than 1. */
const base: readonly (readonly [string, RegExp, number])[] = [
  ['GET', /^\/applications$/, 2],
  ['GET', /^\/applications\/[^/]+\/extensionproperties$/, 2],
  ['POST', /^\/directoryobjects\/getbyids$/, 3],
  ['GET', /^\/groups\/[^/]+\/members(?:\/|$)/, 3],
  ['GET', /^\/groups\/[^/]+\/transitivemembers(?:\/|$)/, 5],
  ['GET', /^\/users\/[^/]+\/(?:memberof|transitivememberof)(?:\/|$)/, 2],
  ['GET', /^\/users$/, 2],
];
const FEW = 20;

/**
 * The cost of a request: `$select` makes it cheaper by 1, `$expand` dearer by 1, `$top` below 20 cheaper by 1, and it is
 * never less than 1.
 *
 * @param path behind the version, in one spelling
 * @param parameters by names in lower case
 */
export function requestCost(method: string, path: string, parameters: ReadonlyMap<string, string>): RequestCost {
  const found = base.find(([of, pattern]) => of === method && pattern.test(path));
  const top = parameters.get('$top');
  const units =
    (found?.[2] ?? 1) -
    (parameters.has('$select') ? 1 : 0) +
    (parameters.has('$expand') ? 1 : 0) -
    (top !== undefined && Number(top) < FEW ? 1 : 0);
  return { resourceUnits: Math.max(1, units), writes: method === 'GET' ? 0 : 1 };
}
