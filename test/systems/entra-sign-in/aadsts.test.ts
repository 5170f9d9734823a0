import { expect, test } from 'vitest';
import { signInRefusal } from '../../../server/src/systems/entra/sign-in/refusal.ts';
import { aadsts } from '../support/fake-entra.ts';

test.each([
  [90002, /no such tenant.*\(AADSTS90002\)\. Check tenant/],
  [700016, /no app with this client ID/],
  [7000112, /disabled.*enable it for sign-in/],
  [7000215, /client secret is wrong.*Use the value of the secret, not its ID/],
  [7000222, /client secret has expired.*Create a new one/],
  [700027, /does not know the certificate.*Upload the certificate/],
  [700024, /expired, or is not valid yet.*clock/],
  [70021, /issuer and the subject/],
  [700211, /issuer and the subject/],
  [700212, /audience.*api:\/\/AzureADTokenExchange/],
  [700213, /issuer and the subject/],
  [65001, /nobody has consented.*Grant admin consent/],
  [53003, /Conditional Access policy blocks/],
  [53000, /managed device/],
  [50076, /multifactor.*certificate instead/],
  [50020, /does not belong to this tenant/],
  [70019, /code has expired/],
  [7000218, /no public client.*Allow public client flows: Yes/],
])('AADSTS%i', (code, sentence) => {
  for (const body of [aadsts(code), { error: 'x', error_description: `AADSTS${code}: rita` }]) {
    const error = signInRefusal(body as never);
    expect(error.code).toBe(`AADSTS${code}`);
    expect(error.sentence).toMatch(sentence);
    expect(error.sentence).not.toContain('rita');
  }
});

test.each([
  ['authorization_declined', 'SFM-SIGN-IN-DECLINED'],
  ['expired_token', 'SFM-SIGN-IN-CODE-EXPIRED'],
  ['bad_verification_code', 'SFM-SIGN-IN-CODE'],
])('%s', (error, code) => {
  expect(signInRefusal({ error }).code).toBe(code);
});
