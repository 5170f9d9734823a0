import type { Analysis } from '../../core/analysis/analyse.ts';
import { NO_SAMPLE } from '../../core/mapping/person-heading.ts';

/** The payload of the person whose values are shown, as JSON. */
export function payloadText({ sample }: Analysis): string {
  return sample === undefined ? `${NO_SAMPLE}\n` : `${JSON.stringify(sample.payload, undefined, 2)}\n`;
}
