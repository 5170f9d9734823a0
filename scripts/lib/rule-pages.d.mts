import type { CodePage } from '../../server/src/core/analysis/code-page.ts';

export interface RulePagesCore {
  readonly codePages: readonly CodePage[];
  readonly ruleCodes: ReadonlySet<string>;
  codePageText(page: CodePage): string;
}

export function rulePage(page: CodePage, core: RulePagesCore): string;
export function ruleIndex(core: RulePagesCore): string;
