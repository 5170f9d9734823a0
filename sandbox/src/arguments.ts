import { readFileSync } from 'node:fs';
import { type Fault, FaultProblem, readFault } from './control/faults.ts';
import { type OptionIdSet, optionIdSets } from './people/option-ids.ts';
import { CertificateProblem, readCertificate } from './successfactors/certificate.ts';
import { TOKEN_LIFE_SECONDS } from './successfactors/sign-in.ts';
import { wellKnown } from './tenant/well-known.ts';

export interface Arguments {
  readonly people: number;
  readonly seed: number;
  readonly port: number;
  readonly json: boolean;
  /** Rows come in an order of their own for every query, and those below a row in another one in every answer. */
  readonly shuffle: boolean;
  readonly state?: string | undefined;
  readonly picklistIds: OptionIdSet;
  readonly autoDemote: boolean;
  readonly hrisSync: boolean;
  readonly exitWithStdin: boolean;
  readonly basicRetired: boolean;
  readonly addressRefused: boolean;
  readonly tokenLifeSeconds: number;
  /** PEM; null when none was given. */
  readonly oauthCertificate: string | null;
  /** PEM; null when none was given. */
  readonly entraCertificate: string | null;
  readonly graphThrottling: boolean;
  /** ms until advanced queries and delta see a write. */
  readonly graphDelayMs: number;
  readonly faults: readonly Fault[];
}

export const usage = `Usage: sandbox [--people N] [--seed S] [--port P] [--json] [--no-shuffle] [--auto-demote]
               [--oauth-certificate FILE] [--token-life SECONDS] [--basic-retired] [--address-refused]
               [--entra-certificate FILE] [--graph-throttling] [--graph-delay MS]
               [--state FILE] [--picklist-ids first|second] [--hris-sync] [--fault KIND=RATE]... [--exit-with-stdin]

  --people N         people in the tenant: the named ones and generated ones up to N
  --seed S           seed of the generated people, of faults and of shuffling (default 1)
  --port P           SuccessFactors on P, Microsoft Graph on P+1, Graph and its login authority with TLS on P+2
                     (default ${wellKnown.port}; 0: any three free ports)
  --json             the first line on standard output is one JSON object with addresses and sign-in data
  --no-shuffle       rows come in the order in which they were stored, and not in any; --shuffle is the standard
  --state FILE       keep what is written in a SQLite file, so that it is there at the next start
  --picklist-ids SET first (the ids that documents name) or second (those of another tenant)
  --auto-demote      a second primary e-mail or phone demotes the first instead of being an error
  --hris-sync        User.email follows the business e-mail of Employee Central after every write
  --oauth-certificate FILE
                     X.509 certificate (PEM) of the OAuth client ${wellKnown.oauthClientId}, and of the clients of SAP Cloud
                     Identity Services; the private key stays with whoever signs
  --entra-certificate FILE
                     X.509 certificate (PEM) of the app ${wellKnown.clientId} of Entra ID
  --graph-throttling Graph's documented limits hold: 429 for an app that takes more
  --graph-delay MS   a write is seen by advanced queries and by delta this much later (default 0)
  --token-life SECONDS
                     how long an access token lives (default ${TOKEN_LIFE_SECONDS}, a day)
  --basic-retired    Basic sign-in is refused with LGN0010, as after SAP's deletion of it
  --address-refused  every sign-in is refused with LGN0010, as by an IP allow-list of the company
  --fault KIND=RATE  503, 429, 500, 502, 504, drop, drop-mid-page, metadata-generating, slow, snapshot-lost, batch-429,
                     batch-503 or batch-504 at a rate from 0 to 1; die-after-upserts=N after N written records
  --exit-with-stdin  end when standard input closes`;

/** A wrong argument, in words for whoever typed it. */
export class ArgumentProblem extends Error {}

function wholeNumber(name: string, text: string | undefined, max: number): number {
  const value = /^\d{1,10}$/.test(text ?? '') ? Number(text) : Number.NaN;
  if (value <= max) return value;
  throw new ArgumentProblem(`${name} takes a whole number from 0 to ${max}, not ${text ?? 'nothing'}`);
}

function file(name: string, text: string | undefined): string {
  if (text) return text;
  throw new ArgumentProblem(`${name} takes the name of a file`);
}

function fault(text: string | undefined): Fault {
  const [kind = '', amount = '', ...more] = (text ?? '').split('=');
  if (amount === '' || more.length > 0) throw new ArgumentProblem('--fault takes KIND=RATE, as in --fault 503=0.1');
  const number = Number(amount);
  try {
    return readFault(kind === 'die-after-upserts' ? { kind, after: number } : { kind, rate: number });
  } catch (error) {
    if (error instanceof FaultProblem) throw new ArgumentProblem(`--fault ${text}: ${error.message}`);
    throw error;
  }
}

function idSet(text: string | undefined): OptionIdSet {
  const found = optionIdSets.find((each) => each === text);
  if (found) return found;
  throw new ArgumentProblem(`--picklist-ids takes ${optionIdSets.join(' or ')}, not ${text ?? 'nothing'}`);
}

function certificate(name: string, file: string | undefined): string {
  if (file === undefined) throw new ArgumentProblem(`${name} takes a file`);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new ArgumentProblem(`${name}: ${file} cannot be read`);
  }
  try {
    return readCertificate(text);
  } catch (error) {
    if (error instanceof CertificateProblem) throw new ArgumentProblem(`${name} ${file}: ${error.message}`);
    throw error;
  }
}

/**
 * Reads the command line.
 *
 * @throws ArgumentProblem for anything that it does not know
 */
export function readArguments(words: readonly string[]): Arguments {
  const values = {
    people: 0,
    seed: 1,
    port: wellKnown.port as number,
    tokenLifeSeconds: TOKEN_LIFE_SECONDS,
    graphDelayMs: 0,
  };
  const flags = {
    json: false,
    shuffle: true,
    autoDemote: false,
    hrisSync: false,
    exitWithStdin: false,
    basicRetired: false,
    addressRefused: false,
    graphThrottling: false,
  };
  let oauthCertificate: string | null = null;
  let entraCertificate: string | null = null;
  let picklistIds: OptionIdSet = 'first';
  const faults: Fault[] = [];
  let state: string | undefined;
  // `--port=0` means the same as `--port 0`; a fault's own `=` stays.
  const rest = words.flatMap((word) => {
    const found = /^(--[a-z-]+)=(.*)$/s.exec(word);
    return found ? [found[1] ?? '', found[2] ?? ''] : [word];
  });
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--people') values.people = wholeNumber(word, rest.shift(), 200_000);
    else if (word === '--seed') values.seed = wholeNumber(word, rest.shift(), 2_147_483_647);
    else if (word === '--port') values.port = wholeNumber(word, rest.shift(), 65_533);
    else if (word === '--fault') faults.push(fault(rest.shift()));
    else if (word === '--token-life') values.tokenLifeSeconds = wholeNumber(word, rest.shift(), 31_536_000);
    else if (word === '--graph-delay') values.graphDelayMs = wholeNumber(word, rest.shift(), 3_600_000);
    else if (word === '--oauth-certificate') oauthCertificate = certificate(word, rest.shift());
    else if (word === '--entra-certificate') entraCertificate = certificate(word, rest.shift());
    else if (word === '--graph-throttling') flags.graphThrottling = true;
    else if (word === '--picklist-ids') picklistIds = idSet(rest.shift());
    else if (word === '--basic-retired') flags.basicRetired = true;
    else if (word === '--address-refused') flags.addressRefused = true;
    else if (word === '--json') flags.json = true;
    else if (word === '--shuffle') flags.shuffle = true;
    else if (word === '--no-shuffle') flags.shuffle = false;
    else if (word === '--state') state = file(word, rest.shift());
    else if (word === '--auto-demote') flags.autoDemote = true;
    else if (word === '--hris-sync') flags.hrisSync = true;
    else if (word === '--exit-with-stdin') flags.exitWithStdin = true;
    else throw new ArgumentProblem(`unknown argument ${word}`);
  }
  return { ...values, ...flags, state, oauthCertificate, entraCertificate, picklistIds, faults };
}
