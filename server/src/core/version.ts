import { version as released } from '../../../package.json';

/** The version of sfmap, as package.json names it: what every program of it says of itself. */
export const version: string = released;
