import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Json, parse, type RunningSandbox } from './start-sandbox.ts';

/** How `@azure/msal-node` is asked to sign in. */
export interface MsalRequest {
  readonly kind: 'app' | 'device';
  readonly credential?: Record<string, unknown>;
  readonly clientId?: string;
  readonly authority?: string;
  readonly scopes?: readonly string[];
  readonly cloudDiscoveryMetadata?: string;
}

const program = join(import.meta.dirname, 'msal-program.mjs');

/**
 * Signs in with `@azure/msal-node` over TLS, trusting the sandbox's certificate and no other.
 *
 * @param onLine is called with every line as it comes, so that a device code can be approved
 * @returns all lines
 */
export async function msal(
  { announcement }: RunningSandbox,
  request: MsalRequest,
  onLine: (line: Json) => Promise<void> = () => Promise.resolve(),
): Promise<Json[]> {
  const { entra, clientId } = announcement;
  const whole = { authority: entra.authority, clientId, scopes: ['https://graph.microsoft.com/.default'], ...request };
  const child = spawn(process.execPath, [program, JSON.stringify(whole)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_EXTRA_CA_CERTS: entra.certificateFile },
  });
  const lines: Json[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(parse(line));
    await onLine(parse(line));
  }
  return lines;
}
