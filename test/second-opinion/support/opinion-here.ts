import type { Json } from '../../../server/src/core/json.ts';
import { parsePath } from '../../../server/src/core/jsonpath/parse.ts';
import { isRejected } from '../../../server/src/core/jsonpath/path-syntax.ts';
import { selectTokens } from '../../../server/src/core/jsonpath/select-tokens.ts';
import { agree } from '../../../server/src/second-opinion/compare-answers.ts';
import { beginnings } from '../../../server/src/second-opinion/difference.ts';
import { reasonFor } from '../../../server/src/second-opinion/reason.ts';
import { runJsonPathPlus } from '../../../server/src/second-opinion/run-json-path-plus.ts';

/** As `secondOpinion`, without a process of its own: for paths that are known to do no harm, by the thousand. */
export function opinionHere(path: string, payload: Json) {
  const ask = (text: string) => runJsonPathPlus(text, structuredClone(payload) as Json);
  const ours = selectTokens(path, payload);
  const theirs = ask(path);
  if (agree(ours, theirs)) return { agree: true, ours, theirs } as const;
  const parsed = parsePath(path);
  const begun = isRejected(parsed) ? [] : beginnings(parsed).map(ask);
  const reason = reasonFor({ parsed, payload, dates: true, ours, theirs }, begun);
  return { agree: false, ours, theirs, reason } as const;
}
