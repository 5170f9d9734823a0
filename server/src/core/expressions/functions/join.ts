import { eager, flow, isEmpty, singleText } from '../function.ts';

/**
 * `Join(separator, source1, …)`: the sources with the separator between them. Null and empty sources are left out, as
 * the reference's own example `Join(", ", "", [surname], [givenName])` shows; a multi-valued source gives each value.
 */
export const join = eager('Join', ([separator = null, ...sources]) => {
  const between = singleText(separator, 'The separator of Join');
  if ('error' in between) return between.error;
  const parts = sources.flatMap((source) => (source === null ? [] : typeof source === 'string' ? [source] : source));
  return flow(parts.filter((part) => !isEmpty(part)).join(between.text ?? ''));
});
