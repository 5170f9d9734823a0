/**
 * Refuses what must never be asked of SuccessFactors, wherever a query comes from:
 *
 * - `$orderby`: Employee Central does not support it, and pages may lose or repeat rows (KBA 2954606);
 * - `asOfDate` beside `fromDate` or `toDate` (KBA 2853045);
 * - `purgeType=full`, which deletes every row that an upsert does not name (KBA 2749477);
 * - `$top` or `$skip` in a snapshot.
 *
 * @throws Error: a mistake of this program, never of a user or a tenant.
 */
export function checkQuery(query: Readonly<Record<string, string>>): void {
  const has = (name: string) => query[name] !== undefined;
  const never = (what: string) => {
    throw new Error(`A query to SuccessFactors must not have ${what}.`);
  };
  if (has('$orderby')) never('$orderby');
  if (has('asOfDate') && (has('fromDate') || has('toDate'))) never('asOfDate beside fromDate or toDate');
  if (has('purgeType') && query['purgeType'] !== 'incremental') never(`purgeType=${query['purgeType']}`);
  if (query['paging'] === 'snapshot' && (has('$top') || has('$skip'))) never('$top or $skip in a snapshot');
}
