/** A shorter text is a word of its own in too many sentences. */
const shortest = 4;
/** So much of the beginning of a longer secret gives it away; the rest may be cut off. */
const beginning = 16;

/**
 * A text from outside without the secrets that were sent there: a server, or a proxy on the way, may echo what it got.
 * Each is found as it is, as an address writes it, and by its beginning where only a part of a long one is echoed.
 */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  let shown = text;
  for (const secret of secrets) {
    if (secret.length < shortest) continue;
    for (const form of new Set([secret, addressed(secret)])) shown = shown.replaceAll(form, '…');
    if (secret.length > beginning) shown = hideBeginning(shown, secret);
  }
  return shown;
}

/** The secrets of an `Authorization` header: what stands behind its scheme, and the password in it. */
export function secretsOf(authorization: string): readonly string[] {
  const [scheme = '', value = ''] = authorization.split(' ', 2);
  if (!/^basic$/i.test(scheme)) return [value];
  const pair = Buffer.from(value, 'base64').toString('utf8');
  const password = pair.slice(pair.indexOf(':') + 1);
  // A client's secret is form-encoded in it (RFC 6749, section 2.3.1).
  return [value, pair, password, new URLSearchParams(`s=${password}`).get('s') ?? ''];
}

function hideBeginning(text: string, secret: string): string {
  const pieces = text.split(secret.slice(0, beginning));
  return pieces
    .map((piece, index) => {
      if (index === 0) return piece;
      let at = 0;
      while (at < piece.length && piece[at] === secret[beginning + at]) at += 1;
      return piece.slice(at);
    })
    .join('…');
}

function addressed(secret: string): string {
  return new URLSearchParams({ s: secret }).toString().slice(2);
}
