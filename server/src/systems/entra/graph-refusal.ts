import { type Refusal, SfmapError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { HttpAnswer } from '../http.ts';
import { retryAfter } from '../retry-after.ts';
import { type GraphError, readGraphError } from './graph-error.ts';
import { knownProblem } from './graph-problems.ts';
import { withoutValues } from './without-values.ts';

/** What Microsoft Graph is called in messages. */
export const graphSystem = 'Microsoft Graph';

/** An answer of Graph, alone or in a batch. */
export interface GraphAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: HttpAnswer['headers'];
  /** As it was parsed; undefined when there is none. */
  readonly body: Json | undefined;
}

/**
 * The error of an answer with a status of 400 or more: one sentence without anybody's data, and what helps.
 *
 * @param permission The least permission that lets an app do what was asked.
 */
export function graphRefusal(answer: GraphAnswer, permission: string): SfmapError {
  const { status, body } = answer;
  const error = readGraphError(body);
  const code = error?.code ?? `SFM-HTTP-${status}`;
  const [sentence, cure] = wordsFor(answer, error, permission);
  const refused = refusalOf(status, error);
  return new SfmapError(code, `${sentence} (${error?.code ?? status}).`, cure, 3, { refused, status });
}

function wordsFor(answer: GraphAnswer, error: GraphError | undefined, permission: string): [string, string] {
  const { status } = answer;
  if (status === 429 || error?.codes.has('toomanyrequests') || error?.codes.has('activitylimitreached')) {
    const wait = retryAfter(answer);
    const when = wait === undefined ? 'in five minutes' : `in ${Math.ceil(wait / 1000)} s`;
    return ['Microsoft Graph takes no more requests for now', `Try again ${when}.`];
  }
  const known = error && knownProblem(error);
  if (known !== undefined) return [...known];
  if (status === 403 || error?.codes.has('authorization_requestdenied')) {
    return [
      'The app may not do this in Entra ID',
      `Grant the app registration the permission ${permission} with admin consent. Accounts with an administrator role need a higher role of the app, too.`,
    ];
  }
  if (status === 401) {
    return ['Microsoft Graph does not take the sign-in', 'Check tenant and client ID, and sign in again.'];
  }
  const id =
    error?.requestId === undefined ? '' : ` Microsoft's support finds it by the request id ${error.requestId}.`;
  if (status >= 500) return ['Microsoft Graph failed', `Try again later.${id}`];
  const said = error?.message ? withoutValues(error.message).replace(/\.$/, '') : `status ${status}`;
  return [`Microsoft Graph refuses the request: ${said}`, `Correct what it names and try again.${id}`];
}

function refusalOf(status: number, error: GraphError | undefined): Refusal | undefined {
  if (status === 429 || error?.codes.has('directory_concurrencyviolation')) return 'busy';
  if (status >= 500) return undefined;
  return status === 401 ? 'system' : 'request';
}
