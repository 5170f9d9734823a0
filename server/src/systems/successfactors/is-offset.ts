/**
 * Whether a next page is named by an offset alone: base64 of `{"startRow":1000,"endRow":2000}` (KBA 2489065), a bare
 * number, or `$skip`. A token that says more names a snapshot; one that is taken for an offset wrongly is only checked
 * more strictly.
 */
export function isOffset(next: string): boolean {
  const query = URL.parse(next)?.searchParams;
  const token = query?.get('$skiptoken') ?? '';
  const words =
    Buffer.from(token, 'base64')
      .toString('latin1')
      .match(/[a-z]+/gi) ?? [];
  const rowsAlone = words.length > 0 && words.every((word) => /^(startRow|endRow)$/i.test(word));
  return query?.has('$skip') === true || token === '' || /^\d+$/.test(token) || rowsAlone;
}
