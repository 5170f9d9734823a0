import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * Where journals are kept: what the user names, `SFMAP_STATE`, or this user's folder for such data on this system.
 *
 * @param chosen `--state`.
 */
export function stateFolder(env: Readonly<Record<string, string | undefined>>, chosen?: string): string {
  const named = chosen || env['SFMAP_STATE'];
  if (named) return resolve(named);
  if (process.platform === 'win32') return join(env['LOCALAPPDATA'] || join(homedir(), 'AppData', 'Local'), 'sfmap');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'sfmap');
  return join(env['XDG_STATE_HOME'] || join(homedir(), '.local', 'state'), 'sfmap');
}
