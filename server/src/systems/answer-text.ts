import { SfmapError } from '../core/errors.ts';

/**
 * The text of an answer, which is UTF-8 as all JSON is. Read loosely, letters would get lost in people's names; the page
 * of an error may be in another encoding and is not data.
 *
 * @throws SfmapError exit 3: bytes that are no UTF-8 in an answer that says that all went well.
 */
export function answerText(bytes: ArrayBuffer, status: number, system: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: status < 400 }).decode(bytes);
  } catch {
    throw new SfmapError(
      'SFM-NET-ENCODING',
      `${system} sent text that is not in UTF-8, so that names in it would be read wrongly.`,
      'Nothing was taken from it. Look for a proxy on the way that changes answers.',
      3,
    );
  }
}
