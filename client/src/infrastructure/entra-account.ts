import * as vscode from 'vscode';
import type { ConnectionInfo } from '../../../server/src/engine/protocol.ts';
import { complaintOf, refusedAccount } from './engine-error.ts';

type Account = NonNullable<ConnectionInfo['account']>;

/**
 * The token of a Microsoft account that the editor is signed in with. It goes on with one request and is kept nowhere:
 * the editor keeps the account itself.
 *
 * @param refusal Why the token that was given before did not do, if there was one: then the user is asked again.
 * @returns Undefined when the user does not sign in.
 */
export async function accountToken(
  { provider, scopes }: Account,
  detail: string,
  refusal?: unknown,
): Promise<string | undefined> {
  const ask = (options: vscode.AuthenticationGetSessionOptions) =>
    vscode.authentication.getSession(provider, scopes, options);
  try {
    const session =
      refusal === undefined
        ? ((await ask({ silent: true })) ?? (await ask({ createIfNone: { detail } })))
        : await ask(asAgain(refusal));
    return session?.accessToken;
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    // The user has closed a dialog of the editor; it tells this in words alone.
    if (/did not consent|cancel/i.test(words)) return undefined;
    throw new Error(`The editor does not sign in to Microsoft: ${words}`, { cause: error });
  }
}

/** Another account where the one before belongs to another tenant; else the same one, signed in anew. */
function asAgain(refusal: unknown): vscode.AuthenticationGetSessionOptions {
  const { sentence, cure } = complaintOf(refusal);
  const detail = { detail: `${sentence} ${cure}`.trim() };
  return { forceNewSession: detail, clearSessionPreference: refusedAccount(refusal) === 'tenant' };
}
