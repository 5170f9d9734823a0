import { afterEach, describe, expect, test, vi } from 'vitest';
import { environmentProxy } from '../../server/src/systems/proxy.ts';

afterEach(() => vi.unstubAllEnvs());

describe('the proxy of the environment', () => {
  test.each([
    [{ HTTPS_PROXY: 'http://proxy.example:8080' }, 'https://api4.successfactors.com/', 'http://proxy.example:8080/'],
    [{ HTTPS_PROXY: 'proxy.example:8080' }, 'https://api4.successfactors.com/', 'http://proxy.example:8080/'],
    [{ HTTPS_PROXY: 'https://proxy.example' }, 'https://api4.successfactors.com/', 'https://proxy.example/'],
    [{ HTTP_PROXY: 'http://proxy.example:8080' }, 'https://api4.successfactors.com/', undefined],
    [{ NO_PROXY: '.successfactors.com' }, 'https://api4.successfactors.com/', undefined],
    [{ NO_PROXY: 'api4.successfactors.com' }, 'https://api4.successfactors.com/', undefined],
    [{ NO_PROXY: 'other.example' }, 'https://api4.successfactors.com/', 'http://all.example:1/'],
    [{ NO_PROXY: '*' }, 'https://api4.successfactors.com/', undefined],
    [{}, 'http://127.0.0.1:45100/', undefined],
    [{}, 'http://localhost:45100/', undefined],
    [{}, 'http://[::1]:45100/', undefined],
  ])('%j for %s is %s', (env: Record<string, string>, url, expected) => {
    for (const name of ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY', 'all_proxy', 'no_proxy', 'NO_PROXY'])
      vi.stubEnv(name, '');
    vi.stubEnv('ALL_PROXY', 'HTTP_PROXY' in env ? '' : 'http://all.example:1');
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    expect(environmentProxy(url)?.href).toBe(expected);
  });
});
