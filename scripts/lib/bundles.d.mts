import type { BuildOptions } from 'esbuild';

export const bundles: Readonly<
  Record<'extension' | 'preview' | 'shared-core' | 'server' | 'server-program' | 'sfmap' | 'core' | 'sandbox', string>
>;

export function fileOf(name: string): string;

export function bundleOptions(
  name: keyof typeof bundles,
  settings?: { readonly minify?: boolean; readonly outdir?: string },
): BuildOptions;
