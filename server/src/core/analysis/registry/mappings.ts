import type { Rule } from '../diagnostic.ts';
import { containedGroup } from '../rules/contained-group.ts';
import { impossibleGroup } from '../rules/impossible-group.ts';
import { needlessDefault } from '../rules/needless-default.ts';
import { repeatedPath } from '../rules/repeated-path.ts';
import { replaceEffect } from '../rules/replace-effect.ts';
import { replaceKept } from '../rules/replace-kept.ts';
import { unreadAttribute } from '../rules/unread-attribute.ts';
import { unusedParameter } from '../rules/unused-parameter.ts';

/** Mappings, attributes and scope as a whole: SFM21…. */
export const mappingsRules: readonly Rule[] = [
  replaceEffect,
  replaceKept,
  repeatedPath,
  unreadAttribute,
  unusedParameter,
  impossibleGroup,
  containedGroup,
  needlessDefault,
];
