import { spawn } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What a command took. */
export interface Measured {
  readonly seconds: number;
  /** Of the processor, in our process. */
  readonly own: number;
  /** Highest resident memory, MB. */
  readonly memory: number;
  readonly requests: number;
}

/** A tenant in a process of its own, and the built command line in another one for each command. */
export class TenantProcess {
  readonly folder = mkdtempSync(join(tmpdir(), 'sfmap-bench-'));

  private constructor(
    readonly origin: string,
    private readonly graph: string,
    private readonly end: () => Promise<void>,
  ) {
    writeFileSync(join(this.folder, 'meter.cjs'), meter);
  }

  static async start(people: number): Promise<TenantProcess> {
    const args = [join('dist', 'sandbox.cjs'), '--json', '--port', '0', '--people', String(people)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise<void>((resolve) => void child.once('close', () => resolve()));
    const line = await new Promise<string>(
      (resolve) => void createInterface({ input: child.stdout }).once('line', resolve),
    );
    const { successFactors, graph } = JSON.parse(line);
    const end = () => {
      child.kill('SIGTERM');
      return ended;
    };
    return new TenantProcess(successFactors, graph, end);
  }

  async stop(): Promise<void> {
    await this.end();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Asks the tenant's control endpoint. */
  async control(path: string, body?: unknown): Promise<Record<string, unknown>> {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const answer = await fetch(`${this.origin}/sandbox/${path}`, init);
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return (await answer.json()) as Record<string, unknown>;
  }

  /** Runs a command to its end. @param expected Its exit codes. */
  async run(args: readonly string[], expected: readonly number[]): Promise<Measured> {
    const result = join(this.folder, 'meter.json');
    const before = await this.#requests();
    const begun = performance.now();
    const child = spawn(process.execPath, ['--require', join(this.folder, 'meter.cjs'), 'dist/sfmap.cjs', ...args], {
      stdio: ['ignore', openSync(join(this.folder, 'output.txt'), 'w'), 'pipe'],
      env: {
        ...process.env,
        SFMAP_SANDBOX_HOST: this.origin,
        SFMAP_SANDBOX_GRAPH: this.graph,
        SFMAP_STATE: join(this.folder, 'state'),
        SFMAP_METER: result,
      },
    });
    let errors = '';
    child.stderr?.on('data', (data) => {
      errors = (errors + String(data)).slice(-2_000);
    });
    const code = await new Promise<number | null>((resolve) => void child.once('close', resolve));
    const seconds = (performance.now() - begun) / 1000;
    if (!expected.includes(code ?? -1)) throw new Error(`sfmap ${args.join(' ')} ended with ${code}:\n${errors}`);
    const { memory, own } = JSON.parse(readFileSync(result, 'utf8'));
    return { seconds, own, memory, requests: (await this.#requests()) - before };
  }

  async #requests(): Promise<number> {
    return Number((await this.control('state?limit=1'))['requestCount']);
  }
}

/** Written at the end of a process by itself: nobody else knows its highest memory. */
const meter = `process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  require('node:fs').writeFileSync(process.env.SFMAP_METER, JSON.stringify({
    memory: process.resourceUsage().maxRSS / 1024, own: (user + system) / 1e6,
  }));
});`;
