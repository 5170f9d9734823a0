import type { Plugin } from 'esbuild';

export const PAGES: string;
export const sharedPages: Plugin;
