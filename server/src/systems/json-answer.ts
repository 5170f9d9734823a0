import { SfmapError } from '../core/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import type { HttpAnswer } from './http.ts';
import { refusedBy } from './refused-by.ts';

/**
 * The JSON object of an answer.
 *
 * @param hostCure What to do where another address is named.
 * @throws SfmapError exit 3: a redirect, a maintenance page, HTML, or anything that is not a JSON object.
 */
export function jsonAnswer(
  answer: HttpAnswer,
  system: string,
  hostCure = 'Use the API server of your data centre as host.',
): JsonObject {
  const { status, text } = answer;
  if (status >= 300 && status < 400) {
    throw new SfmapError(
      'SFM-HTTP-REDIRECT',
      `${system} sends to another address (${status}), and sfmap does not follow: the sign-in would go there too.`,
      hostCure,
      3,
      { refused: 'system' },
    );
  }
  const json = tryParse(text);
  if (isJsonObject(json)) return json;

  const html = /^\s*</.test(text);
  if (status === 503) {
    throw new SfmapError(
      'SFM-HTTP-503',
      `${system} is not available (503): probably maintenance.`,
      'Try again later.',
      3,
    );
  }
  if (status === 502 || status === 504) {
    throw new SfmapError(
      `SFM-HTTP-${status}`,
      `${system} took too long (${status}).`,
      'Wait five minutes and try again.',
      3,
    );
  }
  throw new SfmapError(
    html ? 'SFM-HTTP-HTML' : 'SFM-HTTP-JSON',
    `${system} answered with ${html ? 'an HTML page' : 'something that is not JSON'} (${status}), no data.`,
    'Check that the host is an API server, not the one of the web pages.',
    3,
    { refused: refusedBy(status, false) },
  );
}

function tryParse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
