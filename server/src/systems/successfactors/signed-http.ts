import type { SfmapError } from '../../core/errors.ts';
import { hideSecrets, secretsOf } from '../hide-secrets.ts';
import type { Http, HttpAnswer } from '../http.ts';
import { dateOfAnswer } from '../retry-after.ts';
import { refusal } from './refusal.ts';
import { correlationId, Session } from './session.ts';
import type { SignIn } from './sign-in/sign-in.ts';

/** A request to SuccessFactors, before it is signed in. */
export interface Outgoing {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly body?: string;
  readonly signal?: AbortSignal | undefined;
  readonly repeatable: boolean;
  readonly accept?: string;
}

/** Requests of one API user to one tenant: its sign-in, its session, and what its refusals mean for the next request. */
export class SignedHttp {
  #session = new Session();
  readonly #correlation = correlationId();
  /** A refused password is never sent again: SuccessFactors locks the account after some tries. */
  #refused: SfmapError | undefined;
  #secrets: readonly string[] = [];
  /** How far the tenant's clock is ahead of ours, in milliseconds, as far as its answers tell. */
  #ahead: number | undefined;
  /** The tenant has taken the sign-in. */
  #accepted = false;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly signIn: SignIn,
    private readonly http: Http,
  ) {}

  /**
   * One request and its whole answer. A sign-in that has expired is renewed once, and a session whose CSRF token is not
   * taken is given up once; such a refusal proves that nothing was done, so that a write may be sent again too.
   *
   * @throws SfmapError exit 3: what SuccessFactors refuses, and every failure of the network.
   */
  send(request: Outgoing): Promise<HttpAnswer> {
    if (this.#accepted || this.signIn.credential === 'token') return this.#send(request);
    // Each refusal of a password counts towards the lock of the account, so nothing is sent beside the first request.
    const work = this.#turn.then(() => this.#send(request));
    this.#turn = work.catch(() => undefined);
    return work;
  }

  /** What time it is for the tenant; nothing as long as no answer has told. The true time may be a little later. */
  tenantTime(): Date | undefined {
    return this.#ahead === undefined ? undefined : new Date(Date.now() + this.#ahead);
  }

  /** What the tenant says, without the password or token that it may echo. */
  shown(words: string): string {
    return hideSecrets(words, this.#secrets);
  }

  async #send(request: Outgoing): Promise<HttpAnswer> {
    for (let renewed = false; ; renewed = true) {
      if (this.#refused) throw this.#refused;
      const authorization = await this.signIn.authorization(request.signal);
      this.#secrets = secretsOf(authorization);
      const session = this.#session;
      const answer = await this.http({ ...request, headers: this.#headers(request, authorization) });
      session.keep(answer);
      this.#lookAtClock(answer);
      const problem = refusal(answer, this.signIn.credential, (words) => this.shown(words));
      if (problem === undefined) {
        this.#accepted ||= answer.status < 300;
        return answer;
      }
      const again = this.signIn.renew(problem, authorization) || wantsCsrfToken(answer);
      if (lasting.has(problem.code)) this.#refused = problem;
      else if (again && !renewed) {
        // The session belongs to the sign-in that has expired; another request may have begun a new one.
        if (this.#session === session) this.#session = new Session();
        continue;
      }
      throw problem;
    }
  }

  /** An answer takes its time, so of several the one that tells the latest time is the nearest to the truth. */
  #lookAtClock(answer: HttpAnswer): void {
    const date = dateOfAnswer(answer);
    if (date !== undefined) this.#ahead = Math.max(this.#ahead ?? Number.NEGATIVE_INFINITY, date - Date.now());
  }

  #headers({ body, accept = 'application/json' }: Outgoing, authorization: string): Record<string, string> {
    return {
      accept,
      authorization,
      'x-sf-correlation-id': this.#correlation,
      ...(body !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
      ...this.#session.headers(),
    };
  }
}

/** Whether a session is refused for want of its token. Without a session none is needed (KBA 2307715). */
const wantsCsrfToken = ({ status, headers }: HttpAnswer): boolean =>
  status === 403 && headers.get('x-csrf-token')?.toLowerCase() === 'required';

/** Refusals that every further request would only make worse: a locked account, a wrong user or password. */
const lasting: ReadonlySet<string> = new Set(['LGN0014', 'LGN0015']);
