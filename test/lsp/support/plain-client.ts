import { type ChildProcess, spawn } from 'node:child_process';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/**
 * An editor that owes nothing to Microsoft's libraries: it frames its messages by hand and reads what comes byte by
 * byte. What it writes goes out in pieces of a few bytes, so that headers, and letters of several bytes, are torn.
 */
export class PlainClient {
  readonly notifications: Message[] = [];
  readonly ended: Promise<number | null>;
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, (message: Message) => void>();
  #received = Buffer.alloc(0);
  #id = 0;

  constructor(
    args: readonly string[],
    private readonly pieceLength: number,
  ) {
    this.#process = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.ended = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.stdout?.on('data', (bytes: Buffer) => this.#read(bytes));
  }

  /** Sends a request and gives the whole answer. */
  async request(method: string, params?: unknown): Promise<Message> {
    const id = ++this.#id;
    const answer = new Promise<Message>((resolve) => this.#waiting.set(id, resolve));
    await this.#write({ id, method, params });
    return answer;
  }

  notify(method: string, params?: unknown): Promise<void> {
    return this.#write({ method, params });
  }

  async #write(message: Message): Promise<void> {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }), 'utf8');
    const bytes = Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`, 'ascii'), body]);
    for (let at = 0; at < bytes.length; at += this.pieceLength) {
      await new Promise((resolve) => this.#process.stdin?.write(bytes.subarray(at, at + this.pieceLength), resolve));
    }
  }

  #read(bytes: Buffer): void {
    this.#received = Buffer.concat([this.#received, bytes]);
    for (;;) {
      const end = this.#received.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/^Content-Length: (\d+)$/m.exec(this.#received.toString('ascii', 0, end))?.[1]);
      if (this.#received.length < end + 4 + length) return;
      const message: Message = JSON.parse(this.#received.toString('utf8', end + 4, end + 4 + length));
      this.#received = this.#received.subarray(end + 4 + length);
      this.#take(message);
    }
  }

  #take(message: Message): void {
    if (message.method === undefined) this.#waiting.get(message.id ?? -1)?.(message);
    else if (message.id === undefined) this.notifications.push(message);
    // A request of the server: this editor can nothing of the kind.
    else void this.#write({ id: message.id, error: { code: -32601, message: 'unknown' } });
  }
}
