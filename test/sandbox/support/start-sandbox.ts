import { type ChildProcess, spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { programs } from '../../support/programs.ts';

export interface Announcement {
  readonly successFactors: string;
  readonly graph: string;
  readonly company: string;
  readonly user: string;
  readonly password: string;
  readonly tenant: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly emailTypes: Record<string, string>;
  readonly phoneTypes: Record<string, string>;
  readonly users: readonly { user: string; userId: string; email: string; lacks: string | null }[];
  readonly oauth: { readonly clientId: string; readonly tokenUrl: string };
  readonly identity: {
    readonly clientId: string;
    readonly unmappedClientId: string;
    readonly clientSecret: string;
    readonly dependency: string;
    readonly tokenUrl: string;
  };
  readonly entra: {
    readonly address: string;
    readonly authority: string;
    readonly certificateFile: string;
    readonly tenantId: string;
    readonly applications: readonly { readonly clientId: string; readonly name: string; readonly about: string }[];
    readonly federated: {
      readonly issuer: string;
      readonly subject: string;
      readonly audience: string;
      readonly tokenUrl: string;
    };
  };
}

/** The sandbox as it is shipped: one bundled file. */
export async function bundleSandbox(): Promise<{ file: string; remove: () => void }> {
  const { folder, remove } = await programs();
  return { file: join(folder, 'sandbox.cjs'), remove };
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the bundle until it ends by itself. */
export function runSandbox(file: string, args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = { stdout: '', stderr: '' };
    child.stdout.on('data', (data) => {
      ended.stdout += String(data);
    });
    child.stderr.on('data', (data) => {
      ended.stderr += String(data);
    });
    child.on('close', (code) => resolve({ code, ...ended }));
  });
}

/** A running tenant, spoken to over HTTP alone. */
export class RunningSandbox {
  readonly announcement: Announcement;
  readonly process: ChildProcess;
  readonly ended: Promise<number | null>;
  #remove: () => void = () => undefined;
  #token = '';

  constructor(child: ChildProcess, announcement: Announcement) {
    this.process = child;
    this.announcement = announcement;
    this.ended = new Promise((resolve) => child.on('close', resolve));
  }

  static async start(...args: string[]): Promise<RunningSandbox> {
    const bundle = await bundleSandbox();
    const sandbox = await RunningSandbox.startBundle(bundle.file, ...args);
    sandbox.#remove = bundle.remove;
    return sandbox;
  }

  /** Starts a bundle. Rows come in stored order, so that a test can name them, unless `--shuffle` is given. */
  static async startBundle(file: string, ...args: string[]): Promise<RunningSandbox> {
    const order = args.includes('--shuffle') ? [] : ['--no-shuffle'];
    const child = spawn(process.execPath, [file, '--port', '0', '--json', ...order, ...args], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, NODE_COMPILE_CACHE: join(dirname(file), 'compiled') },
    });
    const line = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout }).once('line', resolve);
      child.once('close', (code) => reject(new Error(`the sandbox ended with ${code} before it was ready`)));
    });
    return new RunningSandbox(child, JSON.parse(line));
  }

  async stop(): Promise<void> {
    if (this.process.exitCode === null) this.process.kill('SIGTERM');
    await this.ended;
    this.#remove();
  }

  get basic(): string {
    return this.basicOf(this.announcement.user);
  }

  /** The Basic sign-in of an API user. */
  basicOf(user: string, password = this.announcement.password): string {
    const { company } = this.announcement;
    return `Basic ${Buffer.from(`${user}@${company}:${password}`).toString('base64')}`;
  }

  /** A request to SuccessFactors with the right sign-in; options are encoded, `$format=json` is not added. */
  sf(resource: string, options: Record<string, string> = {}, init: RequestInit = {}): Promise<Response> {
    const query = Object.entries(options).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    const url = `${this.announcement.successFactors}/odata/v2/${resource}${query.length > 0 ? `?${query.join('&')}` : ''}`;
    return fetch(url, { ...init, headers: { authorization: this.basic, ...init.headers } });
  }

  /** The parsed JSON answer of a read. */
  async json(resource: string, options: Record<string, string> = {}): Promise<Json> {
    return parse(await (await this.sf(resource, { $format: 'json', ...options })).text());
  }

  /** The rows of a collection. */
  async rows(resource: string, options: Record<string, string> = {}): Promise<Json[]> {
    const answer = await this.json(resource, options);
    return list(dig(answer, 'd', 'results'));
  }

  /** The ids of the people that a filter finds. */
  async ids(filter: string): Promise<string[]> {
    const rows = await this.rows('PerPerson', { $filter: filter, $select: 'personIdExternal' });
    return rows.map((row) => String(row['personIdExternal']));
  }

  /** The per-record results of an upsert. */
  async upsert(records: unknown, options: Record<string, string> = {}): Promise<Json[]> {
    const response = await this.post(records, options);
    if (response.status !== 200) throw new Error(`upsert: ${response.status} ${await response.text()}`);
    return list(dig(parse(await response.text()), 'd'));
  }

  post(records: unknown, options: Record<string, string> = {}): Promise<Response> {
    return this.sf(
      'upsert',
      { $format: 'json', ...options },
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: typeof records === 'string' ? records : JSON.stringify(records),
      },
    );
  }

  control(path: string, method = 'GET', body?: unknown): Promise<Response> {
    return fetch(`${this.announcement.successFactors}${path}`, {
      method,
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  }

  /** What the sandbox says about itself. */
  async state(): Promise<Json> {
    return parse(await (await this.control('/sandbox/state')).text());
  }

  async token(): Promise<string> {
    if (this.#token === '') {
      const response = await this.requestToken();
      this.#token = String(parse(await response.text())['access_token']);
    }
    return this.#token;
  }

  requestToken(changes: Record<string, string> = {}, tenant = this.announcement.tenant): Promise<Response> {
    const { clientId, clientSecret } = this.announcement;
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: 'https://graph.microsoft.com/.default',
      ...changes,
    });
    return fetch(`${this.announcement.graph}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body });
  }

  /** A request to Graph with a token. */
  async graph(path: string, init: RequestInit = {}): Promise<Response> {
    const url = path.startsWith('http') ? path : `${this.announcement.graph}/v1.0/${path}`;
    return fetch(url, { ...init, headers: { authorization: `Bearer ${await this.token()}`, ...init.headers } });
  }
}

export type Json = Record<string, unknown>;

export function parse(text: string): Json {
  const value: unknown = JSON.parse(text);
  if (!isJson(value)) throw new Error(`no JSON object: ${text.slice(0, 200)}`);
  return value;
}

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What lies below a value at a path of names and indexes; undefined where a step is missing. */
export function dig(value: unknown, ...path: (string | number)[]): unknown {
  let at = value;
  for (const step of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = Reflect.get(at, step);
  }
  return at;
}

/** A list of objects, checked. */
export function list(value: unknown): Json[] {
  if (!Array.isArray(value) || !value.every(isJson))
    throw new Error(`no list: ${JSON.stringify(value)?.slice(0, 200)}`);
  return value;
}
