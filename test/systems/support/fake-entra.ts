import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What was asked: the path, and the form of a POST. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly form: URLSearchParams;
  readonly authorization: string | undefined;
}

type Answer = (asked: Asked, response: ServerResponse, count: number) => void;

/** Stands for Entra ID's sign-in and Graph on loopback: whatever `answer` says. */
export class FakeEntra {
  readonly asked: Asked[] = [];
  answer: Answer = (_asked, response) =>
    json(response, { access_token: token(), token_type: 'Bearer', expires_in: 3599 });
  readonly #server = createServer((request, response) => void this.#handle(request, response));

  static async start(): Promise<FakeEntra> {
    const fake = new FakeEntra();
    await new Promise<void>((resolve) => fake.#server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get origin(): string {
    return `http://${this.host}`;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const piece of request) body += String(piece);
    const { method = 'GET', url = '/', headers } = request;
    const asked = { method, path: url, form: new URLSearchParams(body), authorization: headers.authorization };
    this.asked.push(asked);
    this.answer(asked, response, this.asked.length);
  }
}

export function json(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** A refusal as Entra ID words it, with the code in all its places. */
export function aadsts(
  code: number,
  error = 'invalid_client',
  text = 'rita.okafor@contoso.example is not liked',
): object {
  return { error, error_description: `AADSTS${code}: ${text}. Trace ID: 1`, error_codes: [code], trace_id: '1' };
}

let number = 0;
/** A token that is a JSON Web Token with these claims; each call gives another one. */
export function token(claims: object = {}): string {
  number += 1;
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part({ ...claims, number })}.signature`;
}
