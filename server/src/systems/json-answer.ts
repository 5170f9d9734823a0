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
      { refused: refusedBy(status, false) },
    );
  }
  const json = tryParse(text);
  if (isJsonObject(json)) return json;
  throw noAnswer(answer, system);
}

/**
 * The error of an answer that holds no data, although it may be JSON: a maintenance page, HTML, a status of failure with
 * something else than the system's own error.
 */
export function noAnswer({ status, text }: HttpAnswer, system: string): SfmapError {
  if (status === 503) {
    return new SfmapError(
      'SFM-HTTP-503',
      `${system} is not available (503): probably maintenance.`,
      'Try again later.',
      3,
    );
  }
  if (status === 502 || status === 504) {
    return new SfmapError(
      `SFM-HTTP-${status}`,
      `${system} took too long (${status}).`,
      'Wait five minutes and try again.',
      3,
    );
  }
  const html = /^\s*</.test(text);
  if (!html && status !== 200 && isJsonObject(tryParse(text))) {
    return new SfmapError(
      `SFM-HTTP-${status}`,
      `${system} answered with the status ${status} and gave no reason, so its answer is no data.`,
      'Try again later. If it stays so, look for a proxy on the way that answers itself.',
      3,
      { refused: refusedBy(status, false) },
    );
  }
  return new SfmapError(
    html ? 'SFM-HTTP-HTML' : 'SFM-HTTP-JSON',
    `${system} answered with ${html ? 'an HTML page' : 'something that is not JSON'} (${status}), no data.`,
    'Check that the host is an API server, not the one of the web pages.',
    3,
    { refused: refusedBy(status, false), ...(status === 414 && { status }) },
  );
}

function tryParse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
