#!/usr/bin/env node
// What `npm start` shows: the whole job of sfmap, on real parts, against the sandbox tenant. Leaves nothing running.
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const people = ['100102', '100401', '101201'];
const rehired = '100401';
const writeback = 'examples/writeback/scenario-4.sfmap';
const inbound = 'examples/inbound/contoso.sfmap';

const children = new Set();
let step = 0;

const title = (text) => {
  step += 1;
  console.log(`\n── ${step}. ${text}\n`);
};

/** Starts the sandbox on three free ports; it ends with its standard input, so also when this script is killed. */
async function startSandbox() {
  const child = spawn(
    process.execPath,
    ['dist/sandbox.cjs', '--port', '0', '--json', '--no-shuffle', '--exit-with-stdin'],
    {
      cwd: root,
    },
  );
  children.add(child);
  const ended = new Promise((done) => child.once('close', done));
  let errors = '';
  child.stderr.on('data', (data) => {
    errors += data;
  });
  const address = await new Promise((found, failed) => {
    let text = '';
    child.stdout.on('data', (data) => {
      text += data;
      const end = text.indexOf('\n');
      if (end >= 0) found(JSON.parse(text.slice(0, end)));
    });
    child.once('close', () => failed(new Error(`The sandbox ended before it was ready. ${errors}`)));
  });
  return { address, child, ended };
}

/** Runs `sfmap …`, shows the line and what it prints, and fails with it. */
async function sfmap(args, options = {}) {
  if (!options.silent) console.log(`$ sfmap ${args.join(' ')}`);
  const child = spawn(process.execPath, [join(root, 'dist/sfmap.cjs'), ...args], {
    cwd: options.cwd ?? root,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  let out = '';
  let err = '';
  child.stdout.on('data', (data) => {
    out += data;
  });
  child.stderr.on('data', (data) => {
    err += data;
  });
  const code = await new Promise((done, failed) => child.once('error', failed).once('close', done));
  children.delete(child);
  if (!options.quiet && !options.silent) process.stdout.write(out);
  // Progress and questions belong to the terminal of a person; of a step that worked only its notes are shown.
  if (options.notes || code !== 0) process.stdout.write(err);
  if (code !== 0) throw new Error(`sfmap ${args[0]} ended with exit code ${code}.`);
  return out;
}

/** Reads from the tenant without sfmap: plain HTTP, so that what was written is seen by somebody else. */
async function read(address, path) {
  const sign = Buffer.from(`${address.user}@${address.company}:${address.password}`).toString('base64');
  const answer = await fetch(`${address.successFactors}${path}`, { headers: { authorization: `Basic ${sign}` } });
  if (!answer.ok) throw new Error(`The tenant answered ${answer.status} to ${path}.`);
  return answer.json();
}

const rowsPath = `/odata/v2/PerPerson?$format=json&$filter=${encodeURIComponent(
  `personIdExternal in ${people.map((id) => `'${id}'`).join(',')}`,
)}&$expand=emailNav,phoneNav`;

/** Shows the rows of each person, and fails where one is not as the plan wanted it. */
async function showRows(address, plan) {
  const { d } = await read(address, rowsPath);
  for (const person of d.results) {
    const planned = plan.people.find((one) => one.personIdExternal === person.personIdExternal);
    const rows = [
      ...person.emailNav.results.map((row) => ({ kind: 'e-mail', type: row.emailType, value: row.emailAddress, row })),
      ...person.phoneNav.results.map((row) => ({ kind: 'phone', type: row.phoneType, value: row.phoneNumber, row })),
    ];
    for (const { kind, type, value, row } of rows) {
      const flag = row.isPrimary ? 'primary' : '';
      console.log(
        `read back: ${planned.name.padEnd(16)} ${kind.padEnd(6)} ${type.padEnd(5)}  ${value.padEnd(32)} ${flag}`.trimEnd(),
      );
    }
    for (const record of planned.calls.flatMap((call) => call.records)) {
      const type = record.key.emailType ?? record.key.phoneType;
      const row = rows.find((one) => one.type === type)?.row;
      const differs = Object.entries(record.after).find(([name, wanted]) => row?.[name] !== wanted);
      if (differs) throw new Error(`${planned.name}: ${record.entity} ${type} is not as planned: ${differs[0]}.`);
    }
  }
}

/** The value of one target of `eval --format json`. */
const departmentOf = (json) => JSON.parse(json).targets.department?.value ?? '∅';

async function mainJob(folder) {
  title('Start the sandbox: a SuccessFactors tenant and a Microsoft Graph on this machine, with invented people');
  const { address, child, ended } = await startSandbox();
  console.log(`SuccessFactors ${address.successFactors}, Graph ${address.graph}, company ${address.company}`);
  const env = {
    SFMAP_SANDBOX_HOST: address.successFactors,
    SFMAP_SANDBOX_GRAPH: address.graph,
    SFMAP_STATE: join(folder, 'state'),
  };
  const plan = join(folder, 'writeback.plan.json');
  const who = people.flatMap((id) => ['--person', id]);

  title('Check a mapping that writes e-mail addresses and phone numbers back to SuccessFactors');
  await sfmap(['check', writeback], { env });

  title('Preview three people, old → new: both systems are read, nothing is written');
  await sfmap(['preview', writeback, '--connection', 'sandbox', ...who], { env });

  title('Write the changes down as a plan');
  const planned = await sfmap(['plan', writeback, '--connection', 'sandbox', ...who, '--out', plan], {
    env,
    quiet: true,
  });
  console.log(planned.trimEnd().split('\n').at(-1));

  title('Apply exactly this plan');
  await sfmap(['apply', plan, '--yes'], { env });

  title('Read the rows back from the tenant with plain HTTP, without sfmap');
  await showRows(address, JSON.parse(await readFile(plan, 'utf8')));

  title('The other direction: a rehired worker, read from the tenant, through an inbound mapping');
  await cp(join(root, dirname(inbound)), join(folder, 'inbound'), { recursive: true });
  const query = (await sfmap(['query', inbound, '--person', rehired], { env })).trim();
  const payload = join(folder, 'rehired.json');
  await writeFile(
    payload,
    JSON.stringify(
      await read(address, new URL(query, address.successFactors).href.slice(address.successFactors.length)),
    ),
  );
  const evaluate = ['eval', 'inbound/contoso.sfmap', '--payload', payload];
  const inFolder = { cwd: folder, env };
  console.log('\nBefore the fix the mapping reads her first employment:\n');
  await sfmap(evaluate, inFolder);
  const before = departmentOf(await sfmap([...evaluate, '--format', 'json'], { ...inFolder, silent: true }));

  title('Let sfmap answer the rehire in the whole file (a copy of the example), and evaluate again');
  await sfmap(['fix', 'inbound/contoso.sfmap', '--scenario', 'rehire', '--write'], { ...inFolder, notes: true });
  await sfmap(evaluate, inFolder);
  const after = departmentOf(await sfmap([...evaluate, '--format', 'json'], { ...inFolder, silent: true }));
  console.log(`\nHer department: ${before} → ${after}`);
  if (before === after) throw new Error('The rehire fix has changed nothing.');

  child.stdin.end();
  await ended;
  children.delete(child);

  title('Now you');
  console.log(`Open the examples in VS Code with the extension from this folder:
  code --extensionDevelopmentPath="${root}" "${join(root, 'examples')}"
No VS Code here? The same in a browser:
  npm run vscode
The command line:
  npm run -s sfmap -- --help`);
}

const folder = await mkdtemp(join(tmpdir(), 'sfmap-start-'));
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    for (const child of children) child.kill('SIGTERM');
    process.exitCode = 1;
  });
}
try {
  await mainJob(folder);
} catch (error) {
  console.error(`\nsfmap: ${error.message}`);
  process.exitCode = 1;
} finally {
  for (const child of children) child.kill('SIGTERM');
  await rm(folder, { recursive: true, force: true });
}
