import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import { TLSSocket } from 'node:tls';
import type { Strike } from '../control/strike.ts';
import { StateFailure } from '../store/state-failure.ts';
import { answerBrokenRequests } from './broken-requests.ts';
import type { Reply, Request } from './reply.ts';
import { safeHost } from './safe-host.ts';

const MAX_BODY = 32 * 1024 * 1024;

export interface Serving {
  /** What a fault does to this request, if one strikes. */
  readonly strike: (path: string) => Strike | null;
  /** The answer, or null to drop the connection. */
  readonly handle: (request: Request) => Reply | null | Promise<Reply | null>;
  readonly seen: (request: Request, status: number, ms: number) => void;
  /** The time of the tenant in ms, which stands in the head of every answer. */
  readonly now: () => number;
}

/**
 * Where the caller believes to be, the port always named, as SuccessFactors writes its links: `https://host:443`. A proxy
 * that speaks TLS in front of the sandbox says so in X-Forwarded-Proto.
 */
function originOf(host: string, { headers, socket }: IncomingMessage): string {
  const secure = socket instanceof TLSSocket || headers['x-forwarded-proto'] === 'https';
  return `${secure ? 'https' : 'http'}://${/:\d+$/.test(host) ? host : `${host}:${secure ? 443 : 80}`}`;
}

async function readBody(message: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    const buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += buffer.length;
    // What is too much is read to its end and thrown away, so that the caller gets the answer and no reset.
    if (size > MAX_BODY) chunks.length = 0;
    else chunks.push(buffer);
  }
  return size > MAX_BODY ? null : Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, reply: Reply): void {
  const body = Buffer.from(reply.body, 'utf8');
  response.writeHead(reply.status, { ...reply.headers, 'content-length': String(body.length) });
  response.end(body);
}

const plain = (status: number, body: string): Reply => ({ status, headers: { 'content-type': 'text/plain' }, body });

/** What goes over the wire: an answer, whole or cut in the middle; or nothing but the end of the connection. */
interface Outcome {
  readonly reply: Reply | null;
  readonly cut: boolean;
}

async function answer(serving: Serving, request: Request): Promise<Outcome> {
  const strike = serving.strike(request.path);
  if (strike?.kind === 'drop') return { reply: null, cut: false };
  if (strike?.kind === 'reply') return { reply: strike.reply, cut: false };
  if (strike?.kind === 'slow') await wait(strike.ms);
  const reply = await serving.handle(request);
  if (strike?.kind === 'lost') return { reply: reply && strike.reply, cut: false };
  return { reply, cut: strike?.kind === 'cut' };
}

/** Sends the head and a half of the body, then nothing more. */
function sendHalf(response: ServerResponse, reply: Reply): void {
  const body = Buffer.from(reply.body, 'utf8');
  response.writeHead(reply.status, { ...reply.headers, 'content-length': String(body.length) });
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.socket?.destroy());
}

async function respond(message: IncomingMessage, response: ServerResponse, serving: Serving): Promise<void> {
  const started = performance.now();
  response.setHeader('date', new Date(serving.now()).toUTCString());
  const [rawPath = '/', ...query] = (message.url ?? '/').split('?');
  const host = safeHost(message.headers.host);
  if (host === null) return send(response, plain(403, 'The sandbox answers to loopback and invented host names only.'));
  let path: string;
  try {
    path = decodeURIComponent(rawPath);
  } catch {
    return send(response, plain(400, 'The path is not encoded properly.'));
  }
  const body = await readBody(message);
  if (body === null) return send(response, plain(413, 'The body is larger than 32 MB.'));
  const request: Request = {
    method: message.method ?? 'GET',
    path,
    rawQuery: query.join('?'),
    headers: message.headers,
    body,
    origin: originOf(host, message),
  };
  const { reply, cut } = await answer(serving, request);
  serving.seen(request, cut ? 0 : (reply?.status ?? 0), Math.round(performance.now() - started));
  if (reply && cut) sendHalf(response, reply);
  else if (reply) send(response, reply);
  else message.socket.destroy();
}

/** A key and its certificate, PEM both. */
export interface TlsIdentity {
  readonly key: string;
  readonly cert: string;
}

/** Starts a server on 127.0.0.1, with TLS where there is a key. Rejects with the system's error when the port cannot be had. */
export function serve(port: number, serving: Serving, tls?: TlsIdentity): Promise<Server> {
  const listener = (message: IncomingMessage, response: ServerResponse): void => {
    respond(message, response, serving).catch((error: unknown) => {
      // Whoever went away in the middle of a body needs no answer.
      if (!message.complete) return void message.socket.destroy();
      console.error(error instanceof Error ? `${error.message}` : 'The sandbox failed at a request.');
      const failure = error instanceof StateFailure ? error.message : 'The sandbox itself failed at this request.';
      if (response.headersSent) message.socket.destroy();
      else send(response, plain(500, failure));
    });
  };
  const limits = { maxHeaderSize: 64 * 1024 };
  const server = tls ? createSecureServer({ ...limits, ...tls }, listener) : createServer(limits, listener);
  answerBrokenRequests(server);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.removeListener('error', reject);
      resolve(server);
    });
  });
}
