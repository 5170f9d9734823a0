import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Json, list, parse, type RunningSandbox } from './start-sandbox.ts';

const run = promisify(execFile);

export interface CurlOptions {
  readonly method?: string;
  readonly headers?: readonly string[];
  readonly body?: unknown;
}

export interface CurlAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
}

/** `ConsistencyLevel: eventual` */
export const eventual = ['ConsistencyLevel: eventual'];

/** A request to Graph by curl, whose options are encoded by curl too: `users?$filter=…`, as documents print them. */
export async function curlGraph(
  sandbox: RunningSandbox,
  address: string,
  options: CurlOptions = {},
): Promise<CurlAnswer> {
  const { method, headers = [], body } = options;
  const [path = '', ...query] = address.split('?');
  const url = address.startsWith('http') ? path : `${sandbox.announcement.graph}/v1.0/${path}`;
  const encoded = query
    .join('?')
    .split('&')
    .filter((part) => part !== '')
    .flatMap((part) => ['--data-urlencode', part]);
  const isLink = address.startsWith('http');
  const args = [
    '-s',
    '-i',
    ...(isLink ? ['-g', address] : [url, ...(encoded.length > 0 ? ['-G', ...encoded] : [])]),
    ...(method === undefined ? [] : ['-X', method]),
    ...[`Authorization: Bearer ${await sandbox.token()}`, ...headers].flatMap((header) => ['-H', header]),
    ...(body === undefined
      ? []
      : ['-H', 'Content-Type: application/json', '-d', typeof body === 'string' ? body : JSON.stringify(body)]),
  ];
  const { stdout } = await run('curl', args, { maxBuffer: 64 * 1024 * 1024 });
  const end = stdout.indexOf('\r\n\r\n');
  const [first = '', ...lines] = stdout.slice(0, end).split('\r\n');
  return {
    status: Number(first.split(' ')[1]),
    headers: new Map(
      lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
    ),
    text: stdout.slice(end + 4),
  };
}

/** The status and the JSON of an answer. */
export async function graphJson(
  sandbox: RunningSandbox,
  address: string,
  options: CurlOptions = {},
): Promise<{ status: number; body: Json }> {
  const { status, text } = await curlGraph(sandbox, address, options);
  return { status, body: text === '' ? {} : parse(text) };
}

/** All objects of a collection, page after page. */
export async function graphAll(sandbox: RunningSandbox, address: string, options: CurlOptions = {}): Promise<Json[]> {
  const objects: Json[] = [];
  for (let next: string | undefined = address; next !== undefined; ) {
    const { status, body }: { status: number; body: Json } = await graphJson(sandbox, next, options);
    if (status !== 200) throw new Error(`${next}: ${status} ${JSON.stringify(body)}`);
    objects.push(...list(body['value']));
    const link: unknown = body['@odata.nextLink'];
    next = typeof link === 'string' ? link : undefined;
  }
  return objects;
}

/** The code of an error. */
export const codeOf = (body: Json): unknown => {
  const error = body['error'];
  return typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
};
