import { eager, flow, isEmpty, singleText } from '../function.ts';

/**
 * `Join(separator, source1, …)`: the sources with the separator between them. Null and empty sources are left out, as
 * the reference's own example `Join(", ", "", [surname], [givenName])` shows; a multi-valued source gives each value.
 */
export const join = eager('Join', ([separator = null, ...sources], { limits }) => {
  const between = singleText(separator, 'The separator of Join');
  if ('error' in between) return between.error;
  const parts = sources.flatMap((source) => (source === null ? [] : typeof source === 'string' ? [source] : source));
  const filled = parts.filter((part) => !isEmpty(part));
  const glue = between.text ?? '';
  limits.check(filled.reduce((length, part) => length + part.length + glue.length, 0));
  return flow(filled.join(glue));
});
