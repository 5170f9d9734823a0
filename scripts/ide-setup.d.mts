export type Ide =
  | { readonly available: true; readonly codeServer: string; readonly node: string; readonly chromium: string }
  | { readonly available: false; readonly reason: string };

export function setupIde(say?: (text: string) => void): Promise<Ide>;

/** Where Chromium is; undefined without one. */
export function findChromium(): string | undefined;
