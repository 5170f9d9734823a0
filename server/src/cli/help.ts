import type { Command } from 'commander';

/** What `--help` of a command says beside its options. */
interface CommandHelp {
  /** Command lines after `sfmap`, each with what it does. */
  readonly examples: readonly (readonly [line: string, does: string])[];
  /** When the exit code is 1, and 3; 0 and 2 mean the same everywhere. */
  readonly exit1?: string;
  readonly exit3?: string;
  /** Names of `VARIABLES` that it reads. */
  readonly variables?: readonly string[];
  /** What `--format json` prints. */
  readonly json?: string;
}

const REMOTE = 'a system refused or failed';
const CONNECTION = [
  '…_HOST',
  '…_SF_PASSWORD',
  '…_SF_PRIVATE_KEY',
  '…_SF_CLIENT_SECRET',
  '…_IDENTITY_HOST',
  '…_GRAPH_CLIENT_SECRET',
  '…_GRAPH_PRIVATE_KEY',
  'AZURE_FEDERATED_TOKEN_FILE',
  'HTTPS_PROXY',
];
const MAIL = ['…_SMTP_PASSWORD', '…_SMTP_HOST'];
const SANDBOX = ['SFMAP_SANDBOX_HOST', 'SFMAP_SANDBOX_GRAPH'];

const VARIABLES: Readonly<Record<string, string>> = {
  '…_HOST': 'must equal the host in sfmap.json',
  '…_SF_PASSWORD': 'the password of the API user (auth basic)',
  '…_SF_PRIVATE_KEY': 'the key that signs assertions, in PEM; or …_SF_PRIVATE_KEY_FILE, its file',
  '…_SF_CLIENT_SECRET': 'the secret of the client (auth oidc)',
  '…_IDENTITY_HOST': 'must equal the host of tokenUrl in sfmap.json (auth oidc)',
  '…_GRAPH_CLIENT_SECRET': 'the client secret of the Entra app',
  '…_GRAPH_PRIVATE_KEY': 'the key of its certificate, in PEM; or …_GRAPH_PRIVATE_KEY_FILE, its file',
  AZURE_FEDERATED_TOKEN_FILE: 'the federated token, where sfmap.json names no file',
  '…_SMTP_PASSWORD': 'the password of the mail server that notify names',
  '…_SMTP_HOST': 'must equal notify.host in sfmap.json',
  '…_PLAN_KEY': 'the key that plans are signed with, 16 characters or more',
  SFMAP_SANDBOX_HOST: 'where the sandbox answers as SuccessFactors',
  SFMAP_SANDBOX_GRAPH: 'where it answers as Microsoft Graph',
  HTTPS_PROXY: 'the proxy of your company; NO_PROXY lists hosts that need none, NODE_EXTRA_CA_CERTS its certificate',
  SFMAP_STATE: 'the folder of runs and of the keys of this machine',
  SFMAP_STATE_KEY:
    'the key that values of people are encrypted with, 32 characters or more; else a file beside the runs',
};

const HELP: Readonly<Record<string, CommandHelp>> = {
  check: {
    examples: [
      ['check .', 'every .sfmap below this folder'],
      ["check 'mappings/**/*.sfmap' --format sarif > sfmap.sarif", 'for a code scanner'],
      ['check workers.sfmap --payload rehire.json --fail-on warning', 'paths are compared with a person'],
      ['check - < workers.sfmap', 'standard input'],
    ],
    exit1: 'a finding at or above --fail-on',
    json: '[{ file, line, column, endLine, endColumn, severity, code, message }]; columns count UTF-16 units from 1',
  },
  format: {
    examples: [
      ['format .', 'writes every .sfmap below this folder that is not formatted'],
      ['format . --check', 'writes nothing; names those that differ'],
      ['format - < workers.sfmap', 'prints the formatted text'],
    ],
    exit1: 'with --check: a file is not formatted',
  },
  fix: {
    examples: [
      ['fix workers.sfmap', 'prints the file with the fixes that are surely meant'],
      ['fix workers.sfmap --scenario rehire --write', 'answers an HR situation in the whole file'],
      ['fix workers.sfmap --scenario active --payload people.json', 'and says what changes for each person'],
      ['fix workers.sfmap --scenario concurrent --choose second', 'the second job where there is one'],
      [
        'fix workers.sfmap --scenario custom-attribute --entity EmpJob --field customString35',
        'declares one more field',
      ],
      ['fix writeback.sfmap --scenario writeback-4-corrected', 'a row of the table of writeback scenarios'],
    ],
  },
  eval: {
    examples: [
      ['eval workers.sfmap', 'for the first sample of the file'],
      ['eval workers.sfmap --payload people.json --person 100234 --explain', 'how each value came about'],
      ['eval workers.sfmap --payload rehire.json --at 2026-03-01 --format json', 'as of a day'],
    ],
    json: '{ attributes: { name: { value, matches, reason? } }, targets: { name: { state, value?, error? } }, inScope, scopeClause? }',
  },
  expr: {
    examples: [
      [`expr 'Join(" ", [a], ToUpper([b]))' --input '{"a": "Rita", "b": "Okafor"}'`, 'prints Rita OKAFOR'],
      ['expr - --input @person.json < upn.txt', 'expression from standard input, attributes from a file'],
    ],
    exit1: 'the value is an error',
    json: '{ state, value?, error? }',
  },
  path: {
    examples: [
      ["path '$.employmentNav.results[-1:].userId' --payload rehire.json", 'what it selects, with its place'],
      ["path '$..phoneNumber' --payload rehire.json --compare", 'why an online tester answers differently'],
    ],
    exit1: 'the engine rejects the path, or it fails on the payload',
    json: '{ matches: [{ path, value, text }] } or { error: { message, offset? } }',
  },
  query: {
    examples: [
      ['query workers.sfmap --person 100234', 'the URL that fetches a sample'],
      ['query workers.sfmap --since 2026-03-01T08:00:00Z', 'the URL of an incremental cycle'],
      ['query workers.sfmap --full --format json', 'every request of a full cycle'],
    ],
    json: '[{ purpose, url, options, repeated? }]; several mappings give [{ file, requests }]',
  },
  test: {
    examples: [
      ['test .', 'every test block below this folder'],
      ['test workers.sfmap --filter assignment', 'the tests whose name holds this text'],
      ['test . --format junit > junit.xml', 'for a build server'],
    ],
    exit1: 'an expectation is not met',
  },
  explain: {
    examples: [
      ['explain SFM2002', 'why it is reported, a wrong and a right example'],
      ['explain', 'all codes'],
    ],
    json: '[{ code, severity, title, why?, wrong?, right?, payload?, sources? }]',
  },
  init: {
    examples: [
      ['init --from "SuccessFactors -> EntraID" --out workers.sfmap', 'a new inbound mapping'],
      ['init --from "EntraID -> SuccessFactors"', 'prints a new writeback'],
    ],
  },
  pseudonymise: {
    examples: [
      ['pseudonymise rita.json --out people/rehire.json', 'a fixture that may lie beside the mapping'],
      ['pseudonymise rita.json --mapping workers.sfmap', 'custom fields that the mapping compares with stay'],
    ],
  },
  scope: {
    examples: [
      ['scope writeback.sfmap --connection test', 'who is in scope by group, and which clause shuts whom out'],
      ['scope workers.sfmap --connection test --person 100234', 'why one person is in or out'],
      ['scope workers.sfmap --connection test --compare old.sfmap', 'whom the changed filter takes in and lets fall'],
    ],
    exit1: 'somebody who was asked for is not there',
    exit3: REMOTE,
    variables: [...CONNECTION, ...SANDBOX],
    json: '{ file, scoped, complete, totals, groups, clauses, people, missing, compared? }',
  },
  preview: {
    examples: [
      ['preview writeback.sfmap --connection sandbox --sample 5', 'old and new of five people'],
      ['preview writeback.sfmap --connection test --all --format html > preview.html', 'a page with search and filter'],
      ['preview writeback.sfmap --connection test --changed', 'who changed in Entra ID since the last run'],
    ],
    exit1: 'a person with an error',
    exit3: REMOTE,
    variables: [...CONNECTION, ...SANDBOX, 'SFMAP_STATE'],
    json: '{ connection, complete, changes?, totals, kinds, people: [{ personIdExternal, … }] }',
  },
  diff: {
    examples: [
      ['diff --people old.sfmap workers.sfmap --connection test --all', 'who would be provisioned otherwise, and how'],
      ['diff --people old.sfmap workers.sfmap --connection test --all --format markdown', 'for a pull request'],
    ],
    exit1: 'somebody who was asked for is not there; with --exit-code also somebody who changes',
    exit3: REMOTE,
    variables: [...CONNECTION, ...SANDBOX],
    json: '{ file, earlier, connection, source, target, complete, totals, targets, people: [{ personIdExternal, … }], missing }',
  },
  plan: {
    examples: [
      ['plan writeback.sfmap --connection test --all --out plan.json', 'everybody in scope'],
      ['plan workers.sfmap --connection test --all --out plan.json', 'an inbound mapping: accounts of Entra ID'],
      ['plan writeback.sfmap --connection test --person 100234 --out plan.json --fail-on-change', 'a check'],
    ],
    exit1: 'a person with an error; with --fail-on-change also something to write',
    exit3: REMOTE,
    variables: [...CONNECTION, '…_PLAN_KEY', ...SANDBOX, 'SFMAP_STATE', ...MAIL],
  },
  show: {
    examples: [
      ['show plan.json', 'what apply would write, and whether it is signed'],
      ['show plan.json --format markdown > comment.md', 'for a pull request, without names and values'],
    ],
    exit1: 'the plan was edited, or is stale',
    variables: ['…_PLAN_KEY', 'SFMAP_STATE'],
  },
  apply: {
    examples: [
      ['apply plan.json', 'shows where and how much, asks, writes'],
      ['apply plan.json --yes', 'in a pipeline; a production connection also needs --production NAME'],
    ],
    exit1: 'a row or account was skipped because it had changed, or the plan was edited or is stale',
    exit3: REMOTE,
    variables: [...CONNECTION, '…_PLAN_KEY', ...SANDBOX, 'SFMAP_STATE', 'SFMAP_STATE_KEY', ...MAIL],
  },
  writeback: {
    examples: [
      ['writeback writeback.sfmap --connection sandbox --all', 'shows the changes, asks, writes'],
      ['writeback writeback.sfmap --connection test --changed --yes', 'again and again, in a pipeline'],
    ],
    exit1: 'a person with an error, or a row that was skipped because it had changed',
    exit3: REMOTE,
    variables: [...CONNECTION, ...SANDBOX, 'SFMAP_STATE', 'SFMAP_STATE_KEY', ...MAIL],
  },
  sync: {
    examples: [
      ['sync workers.sfmap --connection sandbox --full', 'everybody: shows the changes, asks, writes'],
      ['sync workers.sfmap --connection test --incremental --yes', 'who has changed since the last one'],
      ['sync workers.sfmap --connection test --incremental --every 40m --yes', 'as the service does, until Ctrl-C'],
      ['sync workers.sfmap --connection test --person 100234', 'one person on demand, step by step'],
    ],
    exit1: 'a person with an error, or an account that was skipped because it had changed',
    exit3: REMOTE,
    variables: [...CONNECTION, ...SANDBOX, 'SFMAP_STATE', 'SFMAP_STATE_KEY', ...MAIL],
    json: 'what runs prints of the run, with summary and records; with --every a line a round: { at, sync?, summary?, run?, people?, failed?, problem? }',
  },
  resume: {
    examples: [
      ['resume', 'goes on with the run that ended early, after asking'],
      ['resume birch-27 --yes', 'in a pipeline; a production connection also needs --production NAME'],
    ],
    exit1: 'the run is at its end or too old, or a row or account was skipped because it had changed',
    exit3: REMOTE,
    variables: [...CONNECTION, ...SANDBOX, 'SFMAP_STATE', 'SFMAP_STATE_KEY', ...MAIL],
  },
  undo: {
    examples: [
      ['undo birch-27', 'shows what goes back, asks, writes'],
      ['undo birch-27 --out undo.json', 'as a plan, to be reviewed and applied'],
    ],
    exit1: 'something cannot be taken back; it is named person by person',
    exit3: REMOTE,
    variables: [...CONNECTION, '…_PLAN_KEY', ...SANDBOX, 'SFMAP_STATE', 'SFMAP_STATE_KEY', ...MAIL],
  },
  runs: {
    examples: [
      ['runs', 'what ran here, and what ended early'],
      ['runs --forget-before 90d', 'forgets what is older than 90 days, for good'],
    ],
    exit1: 'nothing was forgotten, for nobody agreed',
    variables: ['SFMAP_STATE'],
    json: '[{ run, kind, undoes?, state, connection, mapping, started, ended?, seconds?, values, totals }]',
  },
  log: {
    examples: [
      ['log birch-27', 'everybody whom a run has read, step by step'],
      ['log 100234', 'what happened to somebody, in every run'],
    ],
    variables: ['SFMAP_STATE', 'SFMAP_STATE_KEY', ...MAIL],
    json: 'of a run what runs prints with people; of a person [{ run, person, steps: [{ step, outcome, reasons? }], records: [{ entity, key, before?, after?, state, cause?, reason? }] }]',
  },
  connection: { examples: [['connection test sandbox', 'tries a connection']] },
  'connection test': {
    examples: [
      ['connection test production', 'host, company, sign-in, permissions, Microsoft Graph, in order'],
      ['connection test production --mapping workers.sfmap', 'and each entity that this mapping reads or writes'],
    ],
    exit3: 'a check failed; each that did says its cure',
    variables: [...CONNECTION, ...SANDBOX],
  },
  metadata: {
    examples: [
      ['metadata --connection test --out metadata.xml', 'the entities that the connector can read'],
      ['metadata --connection test --out metadata.xml --mapping workers.sfmap --force', 'and those of a mapping'],
    ],
    exit3: REMOTE,
    variables: [...CONNECTION.filter((name) => !name.includes('GRAPH')), 'SFMAP_SANDBOX_HOST'],
  },
  'ip-ranges': {
    examples: [
      ['ip-ranges ServiceTags_Public_20261116.json', 'the addresses that provisioning comes from'],
      ['ip-ranges new.json --previous old.json --fail-on-change', 'what has changed; for a watch'],
      ['ip-ranges new.json --format list', 'the list alone, to paste it'],
    ],
    exit1: 'with --fail-on-change: the addresses differ from those of --previous',
    json: '{ tag, cloud?, changeNumber?, ipv4, ipv6, previous?: { changeNumber?, added, removed } }',
  },
  sandbox: { examples: [['sandbox', 'starts the local tenant and prints how to sign in']] },
  lsp: { examples: [['lsp --stdio', 'the command that an editor starts for .sfmap files']] },
  engine: { examples: [['engine', 'JSON-RPC over standard input and output: docs/protocol.md']] },
};

/** Settings that every command takes over from the program; to be called before commands are added. */
export function configureHelp(program: Command): Command {
  return program
    .configureHelp({
      // An option that may be repeated begins as an empty list: nobody needs to read that.
      optionDescription: (option) =>
        Array.isArray(option.defaultValue)
          ? option.description
          : Object.getPrototypeOf(program.createHelp()).optionDescription(option),
    })
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'sfmap: ')) });
}

/** Adds examples, exit codes and variables to the help of every command, and says after an error where help is. */
export function addHelp(program: Command): void {
  for (const command of everyCommand(program)) {
    const path = pathOf(command);
    const help = HELP[path];
    if (help === undefined) continue;
    command.addHelpText('after', helpText(help));
    command.showHelpAfterError(`(sfmap ${path} --help shows how)`);
  }
}

/** Every command of a program with those below it, `help` left out. */
export function everyCommand(program: Command): Command[] {
  return program.commands.flatMap((command) => [command, ...everyCommand(command)]);
}

/** The words that call a command: `connection test`. */
export function pathOf(command: Command): string {
  const { parent } = command;
  return parent === null || parent.parent === null ? command.name() : `${pathOf(parent)} ${command.name()}`;
}

function helpText({ examples, exit1, exit3, variables = [], json }: CommandHelp): string {
  const exits = [
    ['0', 'fine'],
    ...(exit1 === undefined ? [] : [['1', exit1]]),
    ['2', 'wrong usage or unreadable input'],
    ...(exit3 === undefined ? [] : [['3', exit3]]),
  ];
  return [
    '\nExamples:',
    ...examples.flatMap(([line, does]) => [`  sfmap ${line}`, `      ${does}`]),
    '\nExit codes:',
    ...exits.map(([code, when]) => `  ${code}  ${when}`),
    ...(json === undefined ? [] : ['\n--format json prints:', `  ${json}`]),
    ...(variables.length === 0 ? [] : ['\nEnvironment (… is SFMAP_ and the connection, in upper case):']),
    ...variables.map((name) => `  ${name.padEnd(27)}${VARIABLES[name] ?? ''}`),
  ].join('\n');
}
