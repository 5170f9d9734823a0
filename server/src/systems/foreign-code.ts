/**
 * The code of an error as a remote system names it, if it can be one: our own codes are ours, and a code that holds
 * anything else than letters, digits and `_.-` is none.
 */
export function foreignCode(text: string): string | undefined {
  return /^(?!SFM-|LGN\d)[\w.-]{1,80}$/.test(text) ? text : undefined;
}
