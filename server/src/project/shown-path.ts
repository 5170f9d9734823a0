import { SfmapError } from '../core/errors.ts';

/** The same error with another text in the place of a path: an output should not differ from machine to machine. */
export function withShownPath(error: unknown, path: string, shown: string): unknown {
  if (!(error instanceof SfmapError) || path === '') return error;
  const { code, exit, refused } = error;
  const told = (text: string) => text.replaceAll(path, () => shown);
  return new SfmapError(code, told(error.message), told(error.cure), exit, { cause: error, refused });
}
