import type { Rule } from '../diagnostic.ts';
import { createRequired } from '../rules/create-required.ts';
import { flowNulls } from '../rules/flow-nulls.ts';
import { managerDirect } from '../rules/manager-direct.ts';
import { matchMissing } from '../rules/match-missing.ts';
import { personIdMatch } from '../rules/person-id-match.ts';

/** Inbound provisioning: SFM60…. */
export const inboundRules: readonly Rule[] = [matchMissing, managerDirect, createRequired, personIdMatch, flowNulls];
