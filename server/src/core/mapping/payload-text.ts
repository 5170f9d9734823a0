import type { Analysis } from '../analysis/analyse.ts';
import { NO_SAMPLE } from './person-heading.ts';

/** The payload of the person whose values are shown, as JSON. */
export function payloadText({ sample }: Pick<Analysis, 'sample'>): string {
  return sample === undefined ? `${NO_SAMPLE}\n` : `${JSON.stringify(sample.payload, undefined, 2)}\n`;
}
