/** What a property of a row holds; a list where an attribute of an account has several values. */
export type RowValue = string | boolean | null | readonly string[];

/** The properties of a row or account, by name, as far as they are read or written. */
export type RowValues = Readonly<Record<string, RowValue>>;

/** A value as text, several one after the other; `null` for nothing. */
export function rowText(value: RowValue | undefined): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'object' ? value.join(', ') : String(value);
}

/** Whether two properties hold the same; absent is the same as empty. */
export function sameRowValue(a: RowValue | undefined, b: RowValue | undefined): boolean {
  const [one, other] = [a ?? null, b ?? null];
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
  return one.length === other.length && one.every((text, index) => text === other[index]);
}

/** Whether a row already has every value that is to be sent. */
export function sameValues(after: RowValues, row: RowValues | null | undefined): boolean {
  return row != null && Object.entries(after).every(([name, value]) => sameRowValue(row[name], value));
}

/** Whether a row is as it is meant to be; `null` stands for no row. */
export function isAsMeant(meant: RowValues | null, row: RowValues | null | undefined): boolean {
  return meant === null ? row == null : sameValues(meant, row);
}
