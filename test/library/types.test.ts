import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeLibraryTypes } from '../../scripts/lib/library-types.mjs';

const root = join(import.meta.dirname, '..', '..');
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');

/** A project outside the repository, with the library in a folder of it. */
const project = mkdtempSync(join(tmpdir(), 'sfmap-consumer-'));

beforeAll(async () => {
  await writeLibraryTypes(project);
  writeFileSync(join(project, 'core.cjs'), '');
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

const consumer = `
  import type { Diagnostic, Json, ReasonKind, SecondOpinion } from './core.cjs';
  import { askJsonPathPlus, check, evaluateExpression, evaluateMapping, REASON_KINDS, secondOpinion, selectTokens } from './core.cjs';

  const payload: Json = { employmentNav: { results: [{ userId: '100301' }] } };
  const result = selectTokens('$.employmentNav.results[0].userId', payload, { dates: false, culture: 'en-US' });
  if (result.ok) for (const { path, value, text } of result.matches) console.log(path satisfies string, value satisfies Json, text satisfies string | null);
  else console.log(result.phase satisfies 'parse' | 'evaluate', result.message, result.offset satisfies number | undefined);

  const found: readonly Diagnostic[] = check('provision SuccessFactors -> EntraID', { payload, parameters: { a: 'b' } });
  console.log(found.map(({ code, message, start, end }) => [code, message, start, end] satisfies [string, string, number, number]));
  console.log(evaluateMapping('', payload).targets['mail']?.state);
  console.log(check('', { uri: 'a.sfmap', rules: { SFM2002: 'off' }, baseline: payload })[0]?.uri satisfies string | undefined);
  console.log(evaluateMapping('', payload, { now: '2026-03-01', existing: { mail: 'a' }, isTaken: () => false }).inScope satisfies boolean);
  console.log(evaluateExpression('[a]', { a: 'x' }, { now: new Date(0) }).state);

  const opinion: Promise<SecondOpinion> = secondOpinion('$.a', payload, { timeoutMs: 1000, memoryMb: 64 });
  opinion.then(({ agree, reason }) => console.log(agree satisfies boolean, reason?.kind satisfies ReasonKind | undefined));
  askJsonPathPlus('$.a', payload).then((answer) => {
    if (answer.ok) console.log(answer.matches[0]?.path);
    else if ('timedOut' in answer) console.log(answer.timedOut satisfies true);
    else console.log(answer.message satisfies string);
  });
  console.log(REASON_KINDS.includes('quotes'));
`;
const mistake = `
  import { selectTokens } from './core.cjs';
  selectTokens(1, {});
`;
const commonJs = `
  import core = require('./core.cjs');
  export const kinds: readonly string[] = core.REASON_KINDS;
`;

/** What tsc says of one file. */
function typecheck(name: string, text: string, module: string, resolution: string): Promise<string> {
  writeFileSync(join(project, name), text);
  const options = ['--strict', '--noEmit', '--exactOptionalPropertyTypes', '--target', 'es2023', '--lib', 'es2023,dom'];
  const args = [
    tsc,
    '--ignoreConfig',
    ...options,
    '--types',
    '',
    '--module',
    module,
    '--moduleResolution',
    resolution,
    name,
  ];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: project }, (_error, out, err) => resolve(out + err));
  });
}

describe('the types of the library, from a TypeScript project outside', () => {
  it.each([
    ['nodenext', 'nodenext'],
    ['node20', 'node16'],
    ['preserve', 'bundler'],
    ['esnext', 'bundler'],
  ])('serve a module resolved as %s and %s', async (module, resolution) => {
    expect(await typecheck('consumer.mts', consumer, module, resolution)).toBe('');
    expect(await typecheck('mistake.mts', mistake, module, resolution)).toContain(
      "Argument of type 'number' is not assignable to parameter of type 'string'",
    );
  });

  it('serve CommonJS', async () => {
    expect(await typecheck('consumer.cts', commonJs, 'nodenext', 'nodenext')).toBe('');
  });

  it('say what each function does', () => {
    const text = readFileSync(join(project, 'types', 'core', 'jsonpath', 'select-tokens.d.cts'), 'utf8');
    expect(text).toContain('Never throws and never changes `json`.');
  });

  it('need nothing that is not beside them', () => {
    expect(existsSync(join(project, 'core.d.cts'))).toBe(true);
    expect(existsSync(join(project, 'node_modules'))).toBe(false);
  });
});
