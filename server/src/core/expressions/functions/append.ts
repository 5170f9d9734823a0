import { eager, flow, NULL, singleText } from '../function.ts';

/**
 * `Append(source, suffix)`: the source with the suffix at its end; null stays null, so that a suffix never stands alone.
 * Microsoft's function reference does not say what null gives; this is our choice.
 */
export const append = eager('Append', ([source = null, suffix = null]) => {
  const text = singleText(source, 'Append');
  if ('error' in text) return text.error;
  const end = singleText(suffix, 'Append');
  if ('error' in end) return end.error;
  return text.text === null ? NULL : flow(text.text + (end.text ?? ''));
});
