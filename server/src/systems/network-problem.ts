import { SfmapError } from '../core/errors.ts';
import { connectTimeout, proxyRefused } from './connection-agents.ts';
import type { HttpLimits } from './http.ts';
import { isLoopback } from './proxy.ts';

/** Codes that show that no connection was made, so that nothing was sent. */
const neverConnected = new RegExp(
  `^(${connectTimeout}|${proxyRefused}|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|.*CERT.*|.*SELF_SIGNED.*|UNABLE_TO_VERIFY.*)$`,
);

/**
 * One sentence and its cure for a request that got no whole answer.
 *
 * The error that axios throws holds the request with its password, so nothing of it but code and message is kept.
 *
 * @param timedOut The time for the whole answer is over.
 * @param proxy The proxy that the request went through, with its port.
 */
export function networkProblem(
  error: unknown,
  system: string,
  host: string,
  limits: HttpLimits,
  timedOut: boolean,
  proxy?: string,
): SfmapError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : String(error);
  const cause = new Error(`${code}: ${message}`);
  const problem = (kind: string, sentence: string, cure: string) =>
    new SfmapError(`SFM-NET-${kind}`, sentence, cure, 3, {
      cause,
      ...(neverConnected.test(code) && { refused: 'system' }),
    });

  if (proxy !== undefined) {
    const about = proxyProblem(code, message, proxy, host);
    if (about !== undefined) return problem('PROXY', ...about);
  }
  if (code === connectTimeout) {
    return problem(
      'TIMEOUT',
      `${system} at ${host} does not answer: no connection within ${inSeconds(limits.connectMs)}.`,
      'Check the host, the network, and whether a firewall lets this machine through.',
    );
  }
  if (timedOut || code === 'ETIMEDOUT' || code === 'ECONNABORTED') {
    return problem(
      'TIMEOUT',
      `${system} at ${host} gave no answer within ${inSeconds(limits.answerMs)}.`,
      'Try again later, or with fewer people.',
    );
  }
  if (code === 'ECONNREFUSED') {
    const cure = isLoopback(host.replace(/:\d+$/, ''))
      ? 'Start the sandbox: sfmap sandbox, or sfmap: Start Sandbox in the editor.'
      : 'Check the host in sfmap.json and the network.';
    return problem('REFUSED', `Nothing listens at ${host}.`, cure);
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return problem('DNS', `The host ${host} was not found.`, 'Check its spelling in sfmap.json, and the network.');
  }
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH' || code === 'ENETDOWN') {
    return problem('UNREACHABLE', `There is no way to ${host} from this machine.`, 'Check the network or the VPN.');
  }
  if (message.includes('maxContentLength')) {
    const limit = Math.round(limits.answerBytes / (1024 * 1024));
    return problem('SIZE', `${system} sent more than ${limit} MB in one answer.`, 'Ask for fewer people at once.');
  }
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY|EPROTO/.test(code)) {
    return problem(
      'TLS',
      `The certificate of ${host} is not trusted (${code}).`,
      'If a proxy of your company re-signs connections, set NODE_EXTRA_CA_CERTS to its certificate.',
    );
  }
  return problem('RESET', `The connection to ${system} at ${host} broke off.`, 'Try again.');
}

/** What went wrong before the proxy had made the connection: its answer to CONNECT, or why it was not reached. */
function proxyProblem(
  code: string,
  message: string,
  proxy: string,
  host: string,
): readonly [sentence: string, cure: string] | undefined {
  if (code === proxyRefused) {
    const status = /\d+/.exec(message)?.[0] ?? '';
    return status === '407'
      ? [
          `The proxy ${proxy} asks for a sign-in (407).`,
          'Put user and password into HTTPS_PROXY: http://user:password@host:port.',
        ]
      : [
          `The proxy ${proxy} makes no connection to ${host} (${status}).`,
          'Ask who runs the proxy to allow this host.',
        ];
  }
  if (/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/.test(code)) {
    return [`The proxy ${proxy} was not reached (${code}).`, 'Correct HTTPS_PROXY, or list the host in NO_PROXY.'];
  }
  return undefined;
}

const inSeconds = (milliseconds: number) => `${Math.round(milliseconds / 100) / 10} s`;
