/** What a sign-in fails at. */
export type Obstacle = 'tenant' | 'sign-in' | 'busy';

/** What one of Entra ID's codes means, and what helps. */
export interface Meaning {
  readonly reason: string;
  readonly cure: string;
  readonly obstacle: Obstacle;
}

type Row = readonly [codes: readonly number[], reason: string, cure: string, obstacle?: Obstacle];

const registration = 'Microsoft Entra admin center → App registrations → the app';
const consent = `${registration} → API permissions: add the permission, then Grant admin consent.`;
const federated = `${registration} → Certificates & secrets → Federated credentials`;
const checkClient = 'Check clientId and tenant of entraId in sfmap.json.';
const again = 'Sign in again.';
const policy =
  'Ask an administrator which Conditional Access policy applies: Entra admin center → Sign-in logs → Conditional Access.';

/** "Microsoft Entra authentication & authorization error codes"; those of federation: "Troubleshoot a workload identity". */
const rows: readonly Row[] = [
  [
    [90002, 50059, 50128, 90019],
    'there is no such tenant in this Microsoft cloud',
    'Check tenant, and for a national cloud graph, of entraId in sfmap.json.',
    'tenant',
  ],
  [
    [90038, 90043, 900382, 900432],
    'the tenant belongs to another Microsoft cloud',
    'Set graph of entraId in sfmap.json to the Microsoft Graph of that cloud.',
    'tenant',
  ],
  [
    [500021, 500022, 50002],
    'your network lets nobody sign in to this tenant',
    'Ask who runs your proxy to add the tenant to its tenant restrictions.',
    'tenant',
  ],
  [[700016, 700011], 'this tenant has no app with this client ID', checkClient],
  [
    [70001, 7000112, 1000031],
    'the app is disabled in this tenant',
    'Enterprise applications → the app → Properties: enable it for sign-in.',
  ],
  [[7000215, 70002], 'the client secret is wrong', 'Use the value of the secret, not its ID.'],
  [
    [7000222],
    'the client secret has expired',
    `Create a new one: ${registration} → Certificates & secrets. A certificate or a federated credential lasts longer.`,
  ],
  [
    [700027, 50012, 700030],
    'the app does not know the certificate, or the private key is not the one of it',
    `Upload the certificate: ${registration} → Certificates & secrets → Certificates; then give its private key.`,
  ],
  [
    [700024, 50013, 500133, 50027],
    'the assertion or federated token has expired, or is not valid yet',
    'Check the clock of this machine, and that the federated token is renewed before each run.',
  ],
  [
    [70021, 700211, 700213, 7002138],
    'no federated credential of the app has the issuer and the subject of this token',
    `Compare issuer and subject, letter by letter: ${federated}.`,
  ],
  [
    [700212],
    'no federated credential of the app has the audience of this token',
    `Ask for a token with the audience api://AzureADTokenExchange, or correct it: ${federated}.`,
  ],
  [[70025], 'the app has no federated credential', `Add one: ${federated}.`],
  [
    [700223, 700238, 700229, 70052],
    'this tenant does not take such a federated token for the app',
    'Ask an administrator which workload identity federation the tenant allows, or use a certificate.',
  ],
  [[65001, 65005, 650056, 650057, 90094, 90095, 90008], 'nobody has consented to what the app may do', consent],
  [[65004], 'the consent was declined', 'Sign in again and accept, or ask an administrator to consent.'],
  [[65002], "the editor's own app may not ask for this", 'Add clientId of an app registration of yours to entraId.'],
  [[500011, 50001], 'Microsoft Graph is not known in this tenant', 'Check tenant and graph of entraId in sfmap.json.'],
  [
    [50105],
    'the account is not assigned to the app',
    'Enterprise applications → the app → Users and groups: add the account.',
  ],
  [
    [50020, 50034, 51004, 50014, 90072],
    'the account does not belong to this tenant',
    'Sign in with an account of the tenant that entraId in sfmap.json names, or have it invited as a guest.',
  ],
  [[50057], 'the account is disabled', 'Sign in with another one, or ask an administrator.'],
  [[50053], 'the account is locked, or the address of this machine is not trusted', 'Wait, or ask an administrator.'],
  [[50055, 50144], 'the password of the account has expired', 'Set a new one in the browser and sign in again.'],
  [[50126, 50056], 'user name or password is wrong', again],
  [
    [50076, 50079, 50072, 50074, 50078, 50158, 53004],
    'the account needs multifactor authentication',
    'Sign in again and confirm it in the browser. A run without a person needs an app with a certificate instead.',
  ],
  [[53003, 530032, 530035, 50131, 53011, 700020], 'a Conditional Access policy blocks this sign-in', policy],
  [
    [53000, 53001, 53002, 50005, 50097, 50129],
    'a Conditional Access policy wants a managed device for this account',
    `Sign in on such a device. ${policy}`,
  ],
  [
    [7000218],
    'the app is no public client, so that it needs a secret of its own',
    `${registration} → Authentication → Allow public client flows: Yes.`,
  ],
  [
    [700025],
    'the app is a public client, which takes neither secret nor certificate',
    `Set "auth": "device-code", or ${registration} → Authentication → Allow public client flows: No.`,
  ],
  [[70019], 'the code has expired before somebody entered it', 'Start again and enter the new code.'],
  [[70018, 90119], 'the code was not the one that was shown', 'Start again and enter the new code.'],
  [[90120], 'the code was declined, or used already', 'Start again and enter the new code.'],
  [[50134], 'the code was entered in another data centre than it was asked for', 'Start again.'],
  [[70000, 70008, 700082, 50173, 70043, 50089, 50132, 50133], 'the sign-in has expired or was revoked', again],
  [[70011, 70003], 'it does not give what sfmap asks for', checkClient],
  [
    [50196, 90055],
    'there were too many sign-ins in a short time',
    'Wait a few minutes. Many short runs are better one long one.',
    'busy',
  ],
  [[50033, 90006, 90012, 90024, 90033, 90090, 50000], 'it has trouble of its own', 'Try again later.', 'busy'],
];

/** What a code says, such as 7000215; undefined for one that Microsoft does not document, or that cannot happen here. */
export function aadstsMeaning(code: number): Meaning | undefined {
  const row = rows.find(([codes]) => codes.includes(code));
  return row && { reason: row[1], cure: row[2], obstacle: row[3] ?? 'sign-in' };
}
