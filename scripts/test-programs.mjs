#!/usr/bin/env node
// Installs the programs by which unit tests check ours from outside. A test whose program is missing is skipped with a
// word; with CI=true it fails.
import { fileURLToPath } from 'node:url';
import { installPackages, mayInstall } from './lib/apt.mjs';
import { findProgram } from './lib/process.mjs';

/** Program → Debian package. xmlsec1 verifies the signed assertions that sign in to SuccessFactors. */
const PROGRAMS = { curl: 'curl', openssl: 'openssl', xmlsec1: 'xmlsec1' };

/** Brings what is missing, if that is possible; says what stays missing. */
export async function setupTestPrograms(say = console.log) {
  const missing = () => Object.keys(PROGRAMS).filter((name) => findProgram(name) === undefined);
  if (missing().length === 0) return;
  if (mayInstall()) {
    const packages = missing().map((name) => PROGRAMS[name]);
    say(`installing ${packages.join(', ')} with apt (once): tests check signatures and answers with them`);
    await installPackages(packages).catch((error) => say(error.message));
  }
  if (missing().length > 0) say(`without ${missing().join(', ')} some tests are skipped`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await setupTestPrograms();
