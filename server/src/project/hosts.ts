import { pagesHost } from './data-centers.ts';
import { projectError } from './project-error.ts';

/** An address that sfmap may talk to. */
export interface Address {
  /** `https://api4.successfactors.com`, `http://127.0.0.1:45100`; no path, no slash at the end. */
  readonly origin: string;
  /** What a user sees and what a secret is bound to: the host, with its port on loopback. */
  readonly host: string;
  readonly loopback: boolean;
  /** What the file says, where more than the host was pasted. */
  readonly pasted?: string;
}

/** The domains of SuccessFactors' API servers (KBA 2215682). */
const sapDomains = [
  '.successfactors.com',
  '.successfactors.eu',
  '.sapsf.com',
  '.sapsf.eu',
  '.sapsf.cn',
  '.hr.cloud.sap',
] as const;

/** The domains of SAP Cloud Identity Services' tenants (SAP, "Tenant Model and Licensing"). */
const identityDomains = [
  '.accounts.ondemand.com',
  '.accounts.cloud.sap',
  '.accounts.sapcloud.cn',
  '.accounts400.ondemand.com',
  '.accounts400.cloud.sap',
] as const;

/** Microsoft Graph of each Microsoft cloud, with the sign-in host that belongs to it. */
const microsoftClouds: ReadonlyMap<string, string> = new Map([
  ['graph.microsoft.com', 'login.microsoftonline.com'],
  ['graph.microsoft.us', 'login.microsoftonline.us'],
  ['dod-graph.microsoft.us', 'login.microsoftonline.us'],
  ['microsoftgraph.chinacloudapi.cn', 'login.partner.microsoftonline.cn'],
]);

/**
 * The address of a SuccessFactors tenant from what a person types or pastes: a host name, or an address with scheme and
 * path such as `https://api4.successfactors.com/odata/v2/`.
 *
 * @param text As written in sfmap.json.
 * @param place Where it is written, for messages.
 * @throws SfmapError exit 2: no SAP domain and no loopback, a host of web pages or for certificates, a name or password
 *   in the address, http or a port off loopback.
 */
export function successFactorsAddress(text: string, place: string): Address {
  const address = parseAddress(text, place, 'api4.successfactors.com');
  if (address.loopback) return address;
  const { host } = address;
  if (host === 'sandbox.api.sap.com') {
    throw projectError(
      `${place}: ${host} is SAP's public sandbox, which takes an API key of its own that sfmap does not send.`,
      'Use the connection sandbox, which needs no key, or the API server of a tenant.',
    );
  }
  if (!sapDomains.some((domain) => host.endsWith(domain))) {
    throw projectError(
      `${place}: ${host} is no API server of SuccessFactors.`,
      `Use a host that ends in ${sapDomains.join(', ')}, or a loopback address for the sandbox.`,
    );
  }
  const pages = pagesHost(host);
  if (pages !== undefined) {
    const api = pages.api ?? 'the API server of your data centre, such as api4.successfactors.com';
    throw projectError(
      `${place}: ${host} serves the web pages of SuccessFactors, not its API.`,
      `Use the API host: ${api}.`,
    );
  }
  if (host.includes('.cert.')) {
    throw projectError(
      `${place}: ${host} takes certificates in the TLS connection, by which sfmap cannot sign in.`,
      `Use ${host.replace('.cert.', '.')} with "auth": "oauth-saml" or "oidc".`,
    );
  }
  return address;
}

/** The token endpoint of SAP Cloud Identity Services. */
export interface TokenAddress {
  readonly url: string;
  readonly address: Address;
}

/**
 * The token endpoint of a tenant of SAP Cloud Identity Services, from its host or its whole address.
 *
 * @param text As written in sfmap.json: `contoso.accounts.ondemand.com`. On loopback the path may be any that ends in
 *   `/oauth2/token`.
 * @throws SfmapError exit 2: another domain or path, http or a port off loopback, a name or password in the address.
 */
export function tokenAddress(text: string, place: string): TokenAddress {
  const address = parseAddress(text, place, 'contoso.accounts.ondemand.com');
  const { pathname } = new URL(/^[a-z]+:\/\//i.test(text.trim()) ? text.trim() : `https://${text.trim()}`);
  const path = pathname === '/' ? '/oauth2/token' : pathname;
  if (!address.loopback && !identityDomains.some((domain) => address.host.endsWith(domain))) {
    throw projectError(
      `${place}: ${address.host} is no tenant of SAP Cloud Identity Services.`,
      `Use a host that ends in ${identityDomains.join(', ')}.`,
    );
  }
  if (address.loopback ? !path.endsWith('/oauth2/token') : path !== '/oauth2/token') {
    throw projectError(`${place} is no token endpoint.`, `Write ${address.origin}/oauth2/token.`);
  }
  return { url: `${address.origin}${path}`, address };
}

/**
 * The address of Microsoft Graph.
 *
 * @param text As written in sfmap.json, for example `graph.microsoft.com`.
 * @throws SfmapError exit 2: not a Microsoft cloud and no loopback.
 */
export function graphAddress(text: string, place: string): Address {
  const address = parseAddress(text, place, 'graph.microsoft.com');
  if (address.loopback || microsoftClouds.has(address.host)) return address;
  throw projectError(
    `${place}: ${address.host} is no Microsoft Graph.`,
    `Use ${[...microsoftClouds.keys()].join(', ')}, or a loopback address for the sandbox.`,
  );
}

/**
 * Where the tokens for a Graph come from: Microsoft's sign-in host of its cloud. On loopback the sandbox's, which is that
 * of its Graph unless it is said.
 *
 * @param text As written in sfmap.json, if it is.
 * @throws SfmapError exit 2: another host than the one that belongs to the cloud.
 */
export function authorityAddress(text: string | undefined, graph: Address, place: string): Address {
  const host = graph.loopback ? graph.host : (microsoftClouds.get(graph.host) ?? 'login.microsoftonline.com');
  const own: Address = graph.loopback ? graph : { origin: `https://${host}`, host, loopback: false };
  if (text === undefined) return own;
  const address = parseAddress(text, place, host);
  if (graph.loopback ? address.loopback : address.host === host) return address;
  throw projectError(
    `${place}: ${address.host} does not sign in for ${graph.host}.`,
    graph.loopback ? 'Use a loopback address for the sandbox.' : `Take it out: ${host} does.`,
  );
}

/** The cloud in China, which 21Vianet operates. */
export function isChina(graph: Address): boolean {
  return graph.host === 'microsoftgraph.chinacloudapi.cn';
}

function parseAddress(text: string, place: string, example: string): Address {
  const address = hostOf(text, place, example);
  const alone = text.trim().toLowerCase() === address.host;
  return alone || text.trim() === address.origin ? address : { ...address, pasted: text.trim() };
}

function hostOf(text: string, place: string, example: string): Address {
  const trimmed = text.trim();
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(trimmed)?.[1]?.toLowerCase();
  const url = URL.parse(scheme === undefined ? `https://${trimmed}` : trimmed);
  if (url === null || url.hostname === '' || /\s/.test(trimmed)) {
    throw projectError(`${place} is not a host name.`, `Write it like ${example}.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw projectError(
      `${place} holds a user name or a password before the host.`,
      `Write the host alone, like ${example}, and the user in its own entry.`,
    );
  }
  if (isLoopback(url.hostname)) {
    const origin = `${scheme === 'https' ? 'https' : 'http'}://${url.host}`;
    return { origin, host: url.host, loopback: true };
  }
  if (!hostName.test(url.hostname)) throw projectError(`${place} is not a host name.`, `Write it like ${example}.`);
  if (scheme !== undefined && scheme !== 'https') {
    throw projectError(`${place}: ${scheme} is not encrypted or not known.`, `Write the host alone, like ${example}.`);
  }
  if (url.port !== '') {
    throw projectError(`${place}: a port is allowed for loopback alone.`, `Write the host alone, like ${example}.`);
  }
  return { origin: `https://${url.hostname}`, host: url.hostname, loopback: false };
}

/** Labels of letters, digits and inner hyphens, none of them empty. */
const hostName = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9]+$/;

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
