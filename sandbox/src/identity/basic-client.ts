import { decodeQuery } from '../http/reply.ts';

/** Client id and secret of a Basic header, each percent-encoded (RFC 6749, 2.3.1); null where there is none. */
export function basicClient(header: string | undefined): { id: string; secret: string } | null {
  const base64 = /^Basic\s+([A-Za-z0-9+/=]+)\s*$/i.exec(header ?? '')?.[1];
  const found = base64 === undefined ? null : /^([^:]*):(.*)$/s.exec(Buffer.from(base64, 'base64').toString('utf8'));
  const id = decodeQuery(found?.[1] ?? '');
  const secret = decodeQuery(found?.[2] ?? '');
  return found && id !== null && secret !== null ? { id, secret } : null;
}
