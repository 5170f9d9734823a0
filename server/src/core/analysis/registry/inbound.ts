import type { Rule } from '../diagnostic.ts';

/** Inbound provisioning: SFM60…. */
export const inboundRules: readonly Rule[] = [];
