import { eager, flow } from '../function.ts';
import { randomBelow } from '../host.ts';

/** `Guid()`: a new random GUID (version 4) in lower case with hyphens. Source: the function reference. */
export const guid = eager(
  'Guid',
  (_values, { host }) => {
    const digits = 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (place) => {
      const digit = randomBelow(host, 16, 'Guid');
      return (place === 'y' ? (digit & 3) | 8 : digit).toString(16);
    });
    return flow(digits);
  },
  ['random'],
);
