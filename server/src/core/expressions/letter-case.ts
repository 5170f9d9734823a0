import { type LetterMapping, letterMapping } from './dotnet/letter-mapping.ts';
import { type ExpressionFunction, eager, flow } from './function.ts';
import { fail } from './problem.ts';
import { readText, shown } from './readers.ts';

/** A function that changes the case of a text by the rules of a culture (RFC 4646 name, such as `tr-TR`). */
export function inCase(name: string, change: (mapping: LetterMapping, text: string) => string): ExpressionFunction {
  return eager(name, ([source = null, culture = null]) => {
    const text = readText(source, `The source of ${name}`);
    const tag = readText(culture, `The culture of ${name}`) ?? '';
    const mapping = letterMapping(tag);
    if (mapping === undefined) return fail(`${name} does not know the culture ${shown(tag)}. Write one such as en-US.`);
    return flow(text === null ? null : change(mapping, text));
  });
}
