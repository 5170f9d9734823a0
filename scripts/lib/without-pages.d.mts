import type { Plugin } from 'esbuild';

export const withoutPages: Plugin;
export function withoutPage(source: string): string;
