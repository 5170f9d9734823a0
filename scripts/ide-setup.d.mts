export type Ide =
  | { readonly available: true; readonly codeServer: string; readonly node: string; readonly chromium: string }
  | { readonly available: false; readonly reason: string };

export function setupIde(say?: (text: string) => void, asked?: string): Promise<Ide>;

/** The code-server that carries a VS Code: `newest`, `lowest`, or one by its version. */
export function codeServerOf(asked: string): string;

/** Where Chromium is; undefined without one. */
export function findChromium(): string | undefined;
