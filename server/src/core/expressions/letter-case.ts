import { type ExpressionFunction, eager, flow, singleText } from './function.ts';

/** A function that changes the case of a text by the rules of a culture (RFC 4646 name, such as `tr-TR`). */
export function inCase(name: string, change: (text: string, culture: string) => string): ExpressionFunction {
  return eager(name, ([source = null, culture = null]) => {
    const text = singleText(source, name);
    if ('error' in text) return text.error;
    const tag = singleText(culture, `The culture of ${name}`);
    if ('error' in tag) return tag.error;
    if (text.text === null) return flow(null);
    try {
      // `und` is the root locale: what .NET calls the invariant culture.
      return flow(change(text.text, tag.text === null || tag.text === '' ? 'und' : tag.text));
    } catch {
      return { state: 'error', error: `${name} does not know the culture "${tag.text}". Write one such as en-US.` };
    }
  });
}
