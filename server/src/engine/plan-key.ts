import { randomBytes } from 'node:crypto';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SfmapError } from '../core/errors.ts';
import { readTextFile } from '../project/read-text-file.ts';
import { secretPrefix } from '../project/secrets.ts';
import { writeFileWhole } from '../provisioning/write-file-whole.ts';

/** How many characters a key must have at least. */
const shortestKey = 16;

/** The variable by which the machines of a pipeline share the key of a connection. */
export function planKeyVariable(connection: string): string {
  return `${secretPrefix(connection)}PLAN_KEY`;
}

/**
 * The key that plans of a connection are signed with: `SFMAP_<CONNECTION>_PLAN_KEY`, or else a random one of this user
 * on this machine, in `plan.key` of the state folder. Without it whoever can change a plan's file could let others write
 * what was never planned.
 *
 * @param absent What to do where there is no key yet. `look up`: nothing was ever signed here.
 * @throws SfmapError exit 2: a key that is too short, or that others may read; a folder that cannot be written.
 */
export async function planKey(connection: string, env: Env, folder: string, absent: 'make'): Promise<string>;
export async function planKey(
  connection: string,
  env: Env,
  folder: string,
  absent: 'look up',
): Promise<string | undefined>;
export async function planKey(
  connection: string,
  env: Env,
  folder: string,
  absent: 'make' | 'look up',
): Promise<string | undefined> {
  const name = planKeyVariable(connection);
  const given = env[name];
  if (given) return longEnough(given, name, 'Set it to a long random text, the same wherever plans are applied.');

  const path = join(folder, 'plan.key');
  const kept = await readKey(path);
  if (kept !== undefined || absent === 'look up') return kept;
  await makeFolder(folder);
  try {
    await writeFileWhole(path, `${randomBytes(32).toString('hex')}\n`, false);
  } catch (error) {
    // Another run may have made it just now: then its key counts.
    const other = await readKey(path);
    if (other === undefined) throw error;
    return other;
  }
  return readKey(path);
}

type Env = Readonly<Record<string, string | undefined>>;

async function readKey(path: string): Promise<string | undefined> {
  const status = await stat(path).catch(() => undefined);
  if (status === undefined) return undefined;
  if (process.platform !== 'win32' && (status.mode & 0o077) !== 0) {
    throw problem(`Other users may read ${path}, which signs plans.`, `Delete it, and make plans anew.`);
  }
  const text = await readTextFile(path, 'The key of plans', 1024);
  return longEnough(text.trim(), path, 'Delete it, and make plans anew.');
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new SfmapError(
      'SFM-STATE',
      `The key that signs plans cannot be kept in ${folder}.`,
      'Choose a folder with --state or SFMAP_STATE.',
      2,
      { cause: error },
    );
  }
}

function longEnough(key: string, place: string, cure: string): string {
  if (key.length >= shortestKey) return key;
  throw problem(`${place} is shorter than ${shortestKey} characters, which is no key.`, cure);
}

function problem(message: string, cure: string): SfmapError {
  return new SfmapError('SFM-PLAN-KEY', message, cure, 2);
}
