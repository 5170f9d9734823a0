import type { Existing } from '../../core/mapping/evaluate.ts';

/** What the target system holds of one person, as it was read when somebody asked for it. */
export interface DirectorySide {
  /** Which system: `Entra ID contoso.example (test)`. */
  readonly place: string;
  /** Whom it was found to be. */
  readonly found: string;
  /** Why the person cannot be compared; absent where that can be. */
  readonly problem?: string;
  /** Absent where nobody is there. */
  readonly existing?: Existing;
  /** The texts that parameters have with the connection. */
  readonly parameters: ReadonlyMap<string, string>;
  /** The answer of `DefaultDomain()`, where it was read. */
  readonly domain?: string;
  /** Whose account the manager is that the mapping gave: SuccessFactors names a person, the directory an account. */
  readonly manager?: ResolvedManager;
  /** What there was to say about the person: refusals, errors, warnings. */
  readonly remarks: readonly string[];
}

/** The manager of one person on both sides. */
export interface ResolvedManager {
  /** What the mapping gave when the directory was read: personIdExternal. */
  readonly person?: string;
  /** Object id and sign-in name of that person's account; absent where there is none yet. */
  readonly account?: { readonly id: string; readonly name: string };
  /** The sign-in name of the manager that the account has. */
  readonly held?: string;
}
