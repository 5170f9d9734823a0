import { type CodePage, codePage, nearestCode } from '../core/analysis/code-page.ts';
import { projectError } from '../project/project-error.ts';

/**
 * The page of a code that the user names: `SFM2002`, `sfm2002` or `2002`.
 *
 * @throws SfmapError exit 2: there is no such code.
 */
export function knownCode(name: string): CodePage {
  const page = codePage(name);
  if (page !== undefined) return page;
  const nearest = nearestCode(name);
  throw projectError(
    `There is no code ${name}.`,
    nearest === undefined
      ? 'sfmap explain alone lists them.'
      : `Did you mean ${nearest}? sfmap explain alone lists them.`,
  );
}
