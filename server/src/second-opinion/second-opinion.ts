import type { Json } from '../core/json.ts';
import { parsePath } from '../core/jsonpath/parse.ts';
import { isRejected } from '../core/jsonpath/path-syntax.ts';
import { type SelectTokensResult, selectTokens } from '../core/jsonpath/select-tokens.ts';
import type { JsonPathPlusAnswer, SecondOpinionLimits } from './answer.ts';
import { askJsonPathPlusEach } from './ask.ts';
import { agree } from './compare-answers.ts';
import { beginnings } from './difference.ts';
import type { DifferenceReason } from './kinds.ts';
import { reasonFor } from './reason.ts';

export interface SecondOpinionSettings extends SecondOpinionLimits {
  /** Whether `/Date(ms)/` and ISO date-times are dates to Entra's engine; true by default. */
  readonly dates?: boolean;
}

/** What Entra's engine and jsonpath-plus select, and why it is not the same. */
export interface SecondOpinion {
  readonly agree: boolean;
  readonly ours: SelectTokensResult;
  readonly theirs: JsonPathPlusAnswer;
  /** There where they do not agree. */
  readonly reason?: DifferenceReason;
}

/**
 * Holds what an API expression selects, by Json.NET's rules, against jsonpath-plus, which most online testers run.
 *
 * The payload is not changed, whatever the path is; see `askJsonPathPlus` for what keeps jsonpath-plus in bounds.
 *
 * @throws RangeError for limits that are none.
 */
export async function secondOpinion(
  path: string,
  payload: Json,
  settings: SecondOpinionSettings = {},
): Promise<SecondOpinion> {
  const { dates = true, ...limits } = settings;
  const parsed = parsePath(path);
  const ours = selectTokens(path, payload, { dates });
  const begun = isRejected(parsed) ? [] : beginnings(parsed);
  // The path as a whole is its own last beginning, and is asked once.
  const asked = [path, ...begun.filter((beginning) => beginning !== path)];
  const answers: JsonPathPlusAnswer[] = [];
  await askJsonPathPlusEach(asked, payload, limits, (answer) => {
    answers.push(answer);
    return answers.length === 1 && agree(ours, answer);
  });
  const [theirs] = answers;
  if (theirs === undefined) throw new Error('jsonpath-plus was asked and gave no answer.');
  if (agree(ours, theirs)) return { agree: true, ours, theirs };
  const reason = reasonFor(
    { parsed, payload, dates, ours, theirs },
    begun.map((beginning) => answers[asked.indexOf(beginning)]),
  );
  return { agree: false, ours, theirs, reason };
}
