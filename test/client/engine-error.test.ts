import { describe, expect, it } from 'vitest';
import { ResponseError } from 'vscode-jsonrpc/node';
import {
  complaintOf,
  isCancelled,
  refusedAccount,
  refusedSecret,
  SecretRefused,
} from '../../client/src/infrastructure/engine-error.ts';

describe('errors of the engine', () => {
  it('become a sentence, a cure and a code', () => {
    const error = new ResponseError(-32000, 'The host does not answer.', {
      code: 'SFM-NET-TIMEOUT',
      cure: 'Try again.',
    });
    expect(complaintOf(error)).toEqual({
      sentence: 'The host does not answer.',
      cure: 'Try again.',
      code: 'SFM-NET-TIMEOUT',
    });
  });

  it.each([undefined, null, 'text', 7, { code: 1 }, { cure: 'x' }])(
    'are told without a cure where data is %j',
    (data) => {
      expect(complaintOf(new ResponseError(-32000, 'It failed.', data))).toEqual({
        sentence: 'It failed.',
        cure: '',
        code: '',
      });
    },
  );

  it('that are no errors at all are told, too', () => {
    expect(complaintOf('nothing')).toEqual({ sentence: 'nothing', cure: '', code: '' });
  });

  it.each([
    ['LGN0015', 'SF_PASSWORD'],
    ['AADSTS7000215', 'GRAPH_CLIENT_SECRET'],
    ['AADSTS7000222', 'GRAPH_CLIENT_SECRET'],
    ['SFM-SIGN-IN-KEY', 'SF_PRIVATE_KEY'],
    ['SFM-KEY', 'SF_PRIVATE_KEY'],
    ['SFM-SIGN-IN-SECRET', 'SF_CLIENT_SECRET'],
    ['AADSTS700027', 'GRAPH_PRIVATE_KEY'],
    ['SFM-GRAPH-KEY', 'GRAPH_PRIVATE_KEY'],
    ['SFM-SIGN-IN-USER', undefined],
    ['LGN0010', undefined],
  ])('%s refuses %s', (code, secret) => {
    expect(refusedSecret(new ResponseError(-32000, 'Refused.', { code, cure: '' }))).toBe(secret);
  });

  it.each([
    ['SFM-SIGN-IN-ACCOUNT', 'sign-in'],
    ['SFM-SIGN-IN-TENANT', 'tenant'],
    ['AADSTS50076', undefined],
  ])('%s refuses an account: %s', (code, what) => {
    expect(refusedAccount(new ResponseError(-32000, 'Refused.', { code, cure: '' }))).toBe(what);
    expect(refusedAccount(SecretRefused.in({ message: 'Refused.', code }))).toBe(what);
  });

  it('are found in a failed check by its code', () => {
    const message = 'SuccessFactors refuses the password (LGN0015). Correct it.';
    expect(refusedSecret(SecretRefused.in({ message, code: 'LGN0015' }))).toBe('SF_PASSWORD');
    expect(SecretRefused.in({ message: 'The host does not answer.', code: 'SFM-NET-DNS' })).toBeUndefined();
    expect(SecretRefused.in({ message: 'It failed.' })).toBeUndefined();
  });

  it('are no errors when the user cancelled', () => {
    expect(isCancelled(new ResponseError(-32800, 'Cancelled.'))).toBe(true);
    expect(isCancelled(new ResponseError(-32000, 'Refused.'))).toBe(false);
  });
});
