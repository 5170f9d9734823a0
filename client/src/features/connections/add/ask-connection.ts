import * as vscode from 'vscode';
import {
  CHECK_ENTRY,
  type CheckEntryParams,
  type CheckEntryResult,
  type ConnectionChoices,
  type ConnectionEntry,
} from '../../../../../server/src/engine/protocol.ts';
import { askChoice, askText, BACK, type Choice, type Step } from '../../../infrastructure/multi-step.ts';
import type { Services } from '../../../infrastructure/services.ts';
import type { Answers, EntraSignIn, Keeping, Named, SuccessFactorsSignIn } from './connection-draft.ts';

/** What the questions need to know beforehand. */
export interface Surroundings {
  readonly choices: ConnectionChoices;
  /** Names of connections that are taken. */
  readonly names: readonly string[];
  /** Where a connection can be kept. */
  readonly places: readonly Choice<Keeping>[];
}

const choice = <T>(stands: T, label: string, detail: string): Choice<T> => ({ stands, label, detail });

/** How each entry of a connection is asked for. */
export function connectionSteps({ engine }: Services, around: Surroundings): Readonly<Record<Named, Step<Answers>>> {
  const { choices, names, places } = around;
  const check = (entry: ConnectionEntry, text: string) =>
    engine.request<CheckEntryParams, CheckEntryResult>(CHECK_ENTRY, { entry, text, names });
  const text =
    (name: Named, entry: ConnectionEntry, prompt: string, placeholder: string): Step<Answers> =>
    async (answers, place) => {
      const value = answers[name] as string | undefined;
      const said = await askText(place, { prompt, placeholder, value, check: (typed) => check(entry, typed) });
      return said === undefined || said === BACK ? said : { ...answers, [name]: said.value };
    };
  const one =
    <T>(name: Named, placeholder: string, of: (answers: Answers) => readonly Choice<T>[]): Step<Answers> =>
    async (answers, place) => {
      const chosen = await askChoice<T>(place, placeholder, of(answers), answers[name] as T | undefined);
      if (chosen === BACK) return BACK;
      return chosen === undefined ? undefined : { ...answers, [name]: chosen };
    };
  return {
    keeping: one('keeping', 'Where is the connection kept? Secrets are never in either.', () => places),
    name: text('name', 'name', 'What is the connection called?', 'test'),
    host: async (answers, place) => {
      const listed = choices.hosts.map(({ host, kind, centers }) => ({
        stands: host,
        label: host,
        description: `data centre ${centers.join(', ')} · ${kind}`,
      }));
      const typed = async (host: string): Promise<Choice<string | undefined> | undefined> => {
        if (host.trim() === '' || listed.some(({ label }) => label === host.trim())) return undefined;
        const { value, problem, note = '' } = await check('host', host);
        const matches = listed.some(({ label, description }) => `${label} ${description}`.includes(host.trim()));
        if (problem === undefined) return { stands: value, label: value, detail: note, alwaysShow: true };
        return matches
          ? undefined
          : { stands: undefined, label: host, detail: `$(error) ${problem}`, alwaysShow: true };
      };
      const asked = 'Which API server of SuccessFactors? Choose it, or type or paste its address.';
      const host = await askChoice(place, asked, listed, answers.host, typed);
      if (host === undefined || host === BACK) return host;
      const { value, loopback = false, kind } = await check('host', host);
      const { kind: _, ...others } = answers;
      return { ...others, host: value, loopback, ...(kind && { kind }) };
    },
    production: one('production', 'Is this a production tenant?', ({ kind }) => {
      const test = choice(false, 'Test', 'A preview, demo or development tenant.');
      const production = choice(true, '$(warning) Production', 'Its name is typed before anything is written.');
      return kind === 'production' ? [production, test] : [test, production];
    }),
    signIn: one<SuccessFactorsSignIn>('signIn', 'How does sfmap sign in to SuccessFactors?', ({ loopback }) => [
      choice('oauth-saml', 'Signed assertion (SAML)', 'OAuth of SuccessFactors itself, by a private key of yours.'),
      choice('oidc-secret', 'OpenID Connect, with a secret', 'Through SAP Cloud Identity Services.'),
      choice('oidc-certificate', 'OpenID Connect, with a key', 'Through SAP Cloud Identity Services.'),
      choice(
        'basic',
        loopback ? 'User and password' : 'User and password (deprecated)',
        loopback ? 'As the sandbox takes it.' : `SAP has announced its end for ${choices.basicEnd}.`,
      ),
    ]),
    company: text('company', 'company', 'Which company ID? Upper and lower case matter.', 'contosoT1'),
    user: text('user', 'user', 'Which API user?', 'sfapi'),
    userIs: one('userIs', 'What is this name of the user?', () => [
      choice('username', 'User name', 'As the user types it to sign in.'),
      choice('userId', 'User ID', 'The ID in Employee Central.'),
      choice('email', 'E-mail address', 'A user ID that looks like one counts as one, too.'),
    ]),
    clientId: text(
      'clientId',
      'clientId',
      'Which client? The API key, or the client ID in SAP Cloud Identity Services.',
      '',
    ),
    tokenUrl: text(
      'tokenUrl',
      'tokenUrl',
      'Which tenant of SAP Cloud Identity Services?',
      'contoso.accounts.ondemand.com',
    ),
    dependency: text(
      'dependency',
      'dependency',
      'The name of the dependency on SuccessFactors; empty where there is none.',
      'SuccessFactors',
    ),
    entra: one<EntraSignIn>('entra', 'How does sfmap sign in to Microsoft Entra ID?', () => [
      choice('delegated', 'Your Microsoft account', 'The editor signs you in; nothing is stored.'),
      choice('client-secret', 'An app with a secret', 'An app registration; its secret expires.'),
      choice('certificate', 'An app with a certificate', 'Its private key never leaves this machine.'),
      choice('device-code', 'A code in a browser', 'You, with an app registration; also on the command line.'),
      choice('none', 'Not at all', 'SuccessFactors alone, for fetching people.'),
    ]),
    tenant: text('tenant', 'tenant', 'Which tenant? Its domain, or its id.', 'contoso.onmicrosoft.com'),
    appId: text('appId', 'appId', 'Which app registration? Its application (client) ID.', ''),
    graph: text('graph', 'graph', 'Where is Microsoft Graph on this machine?', 'http://127.0.0.1:45101'),
  };
}

/** The text of a file that the user picks: a key in PEM. */
export async function textOfPickedFile(title: string): Promise<string | undefined> {
  const [file] = (await vscode.window.showOpenDialog({ title, openLabel: 'Read' })) ?? [];
  if (file === undefined) return undefined;
  const { size } = await vscode.workspace.fs.stat(file);
  if (size > KEY_LIMIT) throw new Error(`${file.fsPath} is no key: it has ${size} bytes. Choose the file of the key.`);
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
}

const KEY_LIMIT = 256 * 1024;
