/** When SAP ends basic authentication for the APIs of SuccessFactors: announced in KBA 2970369 and its later editions. */
export const basicEnd = 'November 20, 2026';

/** What to do where user and password no longer suffice. */
export const insteadOfBasic =
  'Sign in with "auth": "oauth-saml" or "oidc" in sfmap.json instead (docs/connections.md).';
