import { isJsonObject, type Json } from '../../core/json.ts';

/**
 * Whether an account has everything that was sent. Graph may write addresses in another letter case and instants with
 * other digits, and keeps members of a complex property that were not sent.
 */
export function holdsValues(found: Json | undefined, sent: Json): boolean {
  if (isJsonObject(sent)) {
    return isJsonObject(found) && Object.entries(sent).every(([name, value]) => holdsValues(found[name], value));
  }
  if (Array.isArray(sent)) {
    return (
      Array.isArray(found) && sent.length === found.length && sent.every((item, at) => holdsValues(found[at], item))
    );
  }
  if (typeof sent === 'string' && typeof found === 'string') {
    return sent.toLowerCase() === found.toLowerCase() || sameInstant(sent, found);
  }
  return sent === (found ?? null);
}

const instant = /^\d{4}-\d\d-\d\dT/;
const sameInstant = (one: string, other: string) =>
  instant.test(one) && instant.test(other) && Date.parse(one) === Date.parse(other);
