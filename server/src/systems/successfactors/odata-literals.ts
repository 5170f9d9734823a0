/** A string literal of OData: single quotes, a quote doubled. */
export function odataString(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/**
 * Values in groups whose `in` list, percent-encoded, stays within a length. SAP's KBA 2576271 gives about 2 KB for a
 * whole address. A value that is longer by itself gets a group of its own.
 *
 * @param room Characters that the encoded list may have.
 * @param most Values in one group; SuccessFactors takes 1,000 in an `in` list.
 */
export function inGroups(values: readonly string[], room: number, most = 1000): readonly (readonly string[])[] {
  const groups: string[][] = [];
  let group: string[] = [];
  let used = 0;
  for (const value of values) {
    const length = encodeURIComponent(odataString(value)).length + 3;
    if (group.length > 0 && (used + length > room || group.length === most)) {
      groups.push(group);
      group = [];
      used = 0;
    }
    group.push(value);
    used += length;
  }
  if (group.length > 0) groups.push(group);
  return groups;
}
