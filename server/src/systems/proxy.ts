import { getProxyForUrl } from 'proxy-from-env';
import { SfmapError } from '../core/errors.ts';

/** Which proxy a request goes through; undefined for none. */
export type ProxyOf = (url: string) => URL | undefined;

/**
 * The proxy of the environment: `HTTPS_PROXY` or `ALL_PROXY`, in small letters too, unless `NO_PROXY` lists the host.
 * This machine is never reached through a proxy: it would be another machine.
 *
 * @throws SfmapError exit 2: the variable holds no address of an HTTP proxy. What it holds is not shown: it may be a password.
 */
export const environmentProxy: ProxyOf = (url) => {
  if (isLoopback(new URL(url).hostname)) return undefined;
  const text = getProxyForUrl(url);
  if (text === '') return undefined;
  const proxy = URL.parse(withScheme(text));
  if (proxy !== null && /^https?:$/.test(proxy.protocol) && proxy.hostname !== '') return proxy;
  throw new SfmapError(
    'SFM-CONFIG',
    'HTTPS_PROXY holds no address of a proxy that sfmap can use.',
    'Write it like http://proxy.contoso.example:8080, or list the host in NO_PROXY.',
    2,
  );
};

/** `proxy:8080` means plain HTTP to the proxy, as everywhere else; the library would take TLS for it. */
function withScheme(text: string): string {
  const { env } = process;
  const raw = env['https_proxy'] || env['HTTPS_PROXY'] || env['all_proxy'] || env['ALL_PROXY'] || text;
  return raw.includes('://') ? text : `http://${raw}`;
}

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
