import { eager, flag } from '../function.ts';

/** `Not(source)`: True unless the source is True; null gives True. Source: the function reference. */
export const not = eager('Not', ([value = null]) =>
  flag(!(typeof value === 'string' && value.toLowerCase() === 'true')),
);
