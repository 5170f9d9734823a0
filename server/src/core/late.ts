/**
 * A value that is made when it is first asked for. The classes of letters in a pattern alone take V8 half a millisecond
 * each: a program that starts does not wait for the patterns, schemas and tables that it may never use.
 */
export function late<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
