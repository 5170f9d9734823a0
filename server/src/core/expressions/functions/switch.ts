import type { ExpressionFunction } from '../function.ts';
import { isEmpty, NULL, singleText, valueIn } from '../function.ts';

/**
 * `Switch(source, default, key1, value1, …)`: the value whose key equals the source, else the default; an empty slot as
 * default is null. Keys are compared in exact case, and the key "" stands for null and empty. Only the value that is
 * taken is evaluated. Source: the function reference.
 */
export const switchFunction: ExpressionFunction = {
  name: 'Switch',
  evaluate(args) {
    const outcome = args.outcome(0);
    if (outcome.state === 'error' || outcome.state === 'dropped') return outcome;
    const source = singleText(valueIn(outcome), 'Switch');
    if ('error' in source) return source.error;
    for (let i = 2; i + 1 < args.count; i += 2) {
      const key = args.outcome(i);
      if (key.state === 'error' || key.state === 'dropped') return key;
      const text = singleText(valueIn(key), 'A key of Switch');
      if ('error' in text) return text.error;
      const same = isEmpty(text.text) ? isEmpty(source.text) : text.text === source.text;
      if (same) return args.outcome(i + 1);
    }
    return args.has(1) ? args.outcome(1) : NULL;
  },
};
