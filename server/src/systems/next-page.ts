import { SfmapError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';

/** No server takes a longer request line. */
const longestLink = 32_768;

/**
 * The address of the next page. It is followed verbatim, but only to the same host and below the same path: the request
 * carries the sign-in. SuccessFactors writes the port 443 out, so hosts are compared as addresses, not as text.
 *
 * @param link The value of `__next` or `@odata.nextLink`.
 * @param origin Origin of the first page.
 * @param basePath The path of the collection, without a slash at the end: `/v1.0/users`. The link must lead there or
 *   below: a page of another collection is no next page.
 * @throws SfmapError exit 3: the link leads elsewhere, or carries a sign-in of its own.
 */
export function nextPage(link: Json | undefined, origin: string, basePath: string, system: string): string | undefined {
  if (link === undefined || link === null || link === '') return undefined;
  const url = typeof link === 'string' && link.length <= longestLink ? URL.parse(link) : null;
  // A password alone would take the place of the sign-in, and a server may read %2f as the slash that it stands for.
  const plain = url !== null && url.username === '' && url.password === '' && !/%(2f|5c|00)/i.test(url.pathname);
  if (plain && url.origin === origin && `${url.pathname}/`.startsWith(`${basePath}/`)) return url.href;
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
  #rows = 0;

  /**
   * @param mostIdle So many pages in a row may bring nothing new.
   * @param most More rows than that are no answer to what was asked.
   */
  constructor(
    private readonly system: string,
    private readonly mostIdle = mostIdlePages,
    private readonly most = Number.POSITIVE_INFINITY,
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
   * @throws SfmapError exit 3: too many pages in a row brought nothing new, or all of them brought too much.
   */
  brought(fresh: number): void {
    this.#rows += fresh;
    if (this.#rows > this.most) throw endless(this.system, `more than ${this.most} rows, which nobody asked for`);
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
