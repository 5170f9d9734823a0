import type { Plugin } from 'esbuild';

export const SHARED_CORE: 'shared-core';
export const wholeCore: Plugin;
export const fromSharedCore: Plugin;
