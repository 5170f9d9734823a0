// Programs that Debian packages bring. Only root may install them; everybody else is told what is missing.
import { findProgram, must } from './process.mjs';

/** Whether this machine lets us install Debian packages. */
export const mayInstall = () => findProgram('apt-get') !== undefined && process.getuid?.() === 0;

/**
 * Installs Debian packages.
 * @throws Error with apt's own words.
 */
export async function installPackages(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await must('apt-get update', 'apt-get', ['update'], { env });
  await must('apt-get install', 'apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env });
}
