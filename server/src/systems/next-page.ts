import { SfmapError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';

/**
 * The address of the next page. It is followed verbatim, but only to the same host and below the same path: the request
 * carries the sign-in. SuccessFactors writes the port 443 out, so hosts are compared as addresses, not as text.
 *
 * @param link The value of `__next` or `@odata.nextLink`.
 * @param origin Origin of the first page.
 * @param basePath Path that the link must start with, for example `/odata/v2/`.
 * @throws SfmapError exit 3: the link leads elsewhere.
 */
export function nextPage(link: Json | undefined, origin: string, basePath: string, system: string): string | undefined {
  if (link === undefined || link === null || link === '') return undefined;
  const url = typeof link === 'string' ? URL.parse(link) : null;
  if (url !== null && url.origin === origin && url.pathname.startsWith(basePath) && url.username === '')
    return url.href;
  throw new SfmapError(
    'SFM-HTTP-NEXT',
    `${system} names a next page on another host or path, and sfmap does not follow it.`,
    'Nothing was changed. Report this to the administrator of the tenant.',
    3,
  );
}
