import { type AgentOptions, Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Duplex } from 'node:stream';

/** The code of the error with which a connection ends that was not made in time. */
export const connectTimeout = 'SFMAP_CONNECT_TIMEOUT';

/** The code of the error with which a connection ends that a proxy did not make; the message names its status. */
export const proxyRefused = 'SFMAP_PROXY_REFUSED';

/**
 * Agents that keep connections open and give up on one that is not made in time. Node's own timeout counts silence on
 * a connection, made or not, so it cannot tell a host that does not answer from an answer that takes long.
 */
export function connectionAgents(milliseconds: number): { httpAgent: HttpAgent; httpsAgent: HttpsAgent } {
  const options: AgentOptions = { keepAlive: true, maxSockets: 8 };
  const httpAgent = new HttpAgent(options);
  const plain = httpAgent.createConnection.bind(httpAgent);
  httpAgent.createConnection = (...args) => watched(plain(...args), 'connect', milliseconds);

  const httpsAgent = new HttpsAgent(options);
  const secure = httpsAgent.createConnection.bind(httpsAgent);
  httpsAgent.createConnection = (...args) => watched(secure(...args), 'secureConnect', milliseconds);
  return { httpAgent, httpsAgent };
}

/** Ends a connection with `connectTimeout` where `event` does not come in time. */
export function watched<T extends Duplex | null | undefined>(socket: T, event: string, milliseconds: number): T {
  if (!socket) return socket;
  const timer = setTimeout(() => {
    socket.destroy(Object.assign(new Error('The connection was not made in time.'), { code: connectTimeout }));
  }, milliseconds);
  const stop = () => clearTimeout(timer);
  socket.once(event, stop).once('close', stop);
  return socket;
}
