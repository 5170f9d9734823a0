import type { Plugin } from 'esbuild';

export const RULES: RegExp;
export const withoutPages: Plugin;
export function withoutPage(source: string, instead?: (code: string) => string): string;
