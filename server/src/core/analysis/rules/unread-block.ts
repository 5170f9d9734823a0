import type { Rule } from '../diagnostic.ts';

/** Said openly, because a budget that is not kept is worse than none. */
export const unreadBlock: Rule = {
  code: 'SFM1103',
  severity: 'warning',
  title: 'A block that this version does not read',
  check(context) {
    for (const { kind, keyword } of context.file.blocks) {
      if (kind === 'limits')
        context.reportAt(keyword, {
          message: 'This version of sfmap does not keep limits yet: plan and apply refuse a file that has them.',
        });
      if (kind === 'test')
        context.reportAt(keyword, {
          severity: 'information',
          message: 'This version of sfmap does not run tests yet.',
        });
    }
  },
};
