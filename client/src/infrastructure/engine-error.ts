import type { EngineErrorData, SecretName } from '../../../server/src/engine/protocol.ts';

/** What a user reads of a failure: one sentence, the cure, and the stable code if there is one. */
export interface Complaint {
  readonly sentence: string;
  readonly cure: string;
  readonly code: string;
}

/** The engine ended while it was asked. Its own message has been shown already. */
export class EngineGone extends Error {
  override readonly name = 'EngineGone';
}

/** Codes with which a remote system refuses a secret, and which secret that is. */
const REFUSED: Readonly<Record<string, SecretName>> = {
  LGN0015: 'SF_PASSWORD',
  'SFM-SIGN-IN-KEY': 'SF_PRIVATE_KEY',
  'SFM-KEY': 'SF_PRIVATE_KEY',
  'SFM-SIGN-IN-SECRET': 'SF_CLIENT_SECRET',
  AADSTS7000215: 'GRAPH_CLIENT_SECRET',
  AADSTS7000222: 'GRAPH_CLIENT_SECRET',
  AADSTS700027: 'GRAPH_PRIVATE_KEY',
  'SFM-GRAPH-KEY': 'GRAPH_PRIVATE_KEY',
};

/** Codes that say what was wrong with the account of the editor: its sign-in has ended, or it is of another tenant. */
const REFUSED_ACCOUNT: Readonly<Record<string, 'sign-in' | 'tenant'>> = {
  'SFM-SIGN-IN-ACCOUNT': 'sign-in',
  'SFM-SIGN-IN-TENANT': 'tenant',
};

/** A remote system refused a secret or an account, and the engine told it as the outcome of a check. */
export class SecretRefused extends Error {
  override readonly name = 'SecretRefused';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }

  /** What a failed check says of a secret or an account, by its code. */
  static in({ code, message }: { readonly code?: string; readonly message: string }): SecretRefused | undefined {
    if (code === undefined) return undefined;
    const known = Object.hasOwn(REFUSED, code) || Object.hasOwn(REFUSED_ACCOUNT, code);
    return known ? new SecretRefused(code, message) : undefined;
  }
}

/** The secret that a remote system refused, if that is what went wrong. */
export function refusedSecret(error: unknown): SecretName | undefined {
  return REFUSED[complaintOf(error).code];
}

/** What was wrong with the account that the editor gave, if that is what went wrong. */
export function refusedAccount(error: unknown): 'sign-in' | 'tenant' | undefined {
  return REFUSED_ACCOUNT[complaintOf(error).code];
}

/** Reads an error of the engine, or any other one, into what a user may see. */
export function complaintOf(error: unknown): Complaint {
  if (isResponseError(error)) {
    const data = readData(error.data);
    return { sentence: error.message, cure: data?.cure ?? '', code: data?.code ?? '' };
  }
  const code = error instanceof SecretRefused ? error.code : '';
  return { sentence: error instanceof Error ? error.message : String(error), cure: '', code };
}

/** Whether an error is the user's own Cancel. */
export function isCancelled(error: unknown): boolean {
  if (isResponseError(error)) return error.code === REQUEST_CANCELLED;
  return error instanceof Error && error.name === 'Canceled';
}

const REQUEST_CANCELLED = -32800;

/** What a server answers instead of a result: an error with a number (JSON-RPC 2.0, "Error object"). */
export interface ResponseProblem extends Error {
  readonly code: number;
  readonly data?: unknown;
}

/** Told by its number and not by its class, so that the library is not read before something is asked. */
export function isResponseError(error: unknown): error is ResponseProblem {
  return error instanceof Error && 'code' in error && typeof error.code === 'number';
}

function readData(data: unknown): EngineErrorData | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { code, cure } = data as { code?: unknown; cure?: unknown };
  return typeof code === 'string' && typeof cure === 'string' ? { code, cure } : undefined;
}
