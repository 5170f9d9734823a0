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

/** So many pages in a row may bring nothing new: Graph sends empty pages, and an offset may move. */
const mostIdlePages = 10;

/** Keeps watch over the pages of one collection, so that a tenant cannot keep a reader reading forever. */
export class PageWatch {
  readonly #visited = new Set<string>();
  #idle = 0;

  /** @param mostIdle So many pages in a row may bring nothing new. */
  constructor(
    private readonly system: string,
    private readonly mostIdle = mostIdlePages,
  ) {}

  /**
   * Called before a page is read.
   *
   * @throws SfmapError exit 3: this page was read already.
   */
  visit(url: string): void {
    if (this.#visited.has(url)) throw endless(this.system, 'a page that was read already');
    this.#visited.add(url);
  }

  /**
   * Called when a page was read.
   *
   * @param fresh How many rows of it had not come before.
   * @throws SfmapError exit 3: too many pages in a row brought nothing new.
   */
  brought(fresh: number): void {
    this.#idle = fresh > 0 ? 0 : this.#idle + 1;
    if (this.#idle >= this.mostIdle) throw endless(this.system, `${this.mostIdle} pages in a row without anything new`);
  }
}

function endless(system: string, what: string): SfmapError {
  return new SfmapError(
    'SFM-HTTP-NEXT',
    `${system} leads from page to page without an end: ${what}.`,
    'Nothing was changed. Report this to the administrator of the tenant.',
    3,
  );
}
