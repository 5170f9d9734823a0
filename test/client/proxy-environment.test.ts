import { expect, it } from 'vitest';
import { type ProxySettings, proxyEnvironment } from '../../client/src/infrastructure/proxy-environment.ts';

const proxy = 'http://proxy.contoso.example:8080';

it.each<[string, ProxySettings, Readonly<Record<string, string>>, Readonly<Record<string, string>>]>([
  ['nothing where nothing is set', {}, { HTTPS_PROXY: proxy }, {}],
  ['nothing of an empty setting', { proxy: ' ', support: 'override', noProxy: [] }, {}, {}],
  ['the proxy in both spellings', { proxy, support: 'override' }, {}, { HTTPS_PROXY: proxy, https_proxy: proxy }],
  [
    'hosts that need none, with those of the environment',
    { noProxy: ['a.example', '.b.example'] },
    { NO_PROXY: 'c.example' },
    { NO_PROXY: 'c.example,a.example,.b.example', no_proxy: 'c.example,a.example,.b.example' },
  ],
  [
    'no proxy where the editor shall use none',
    { proxy, support: 'off' },
    { HTTPS_PROXY: proxy },
    { HTTPS_PROXY: '', https_proxy: '', ALL_PROXY: '', all_proxy: '' },
  ],
])('the engine gets %s', (_, settings, environment, expected) => {
  expect(proxyEnvironment(settings, environment)).toEqual(expected);
});
