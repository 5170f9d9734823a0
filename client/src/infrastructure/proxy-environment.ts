/** What the editor's settings say of a proxy: `http.proxy`, `http.proxySupport`, `http.noProxy`. */
export interface ProxySettings {
  readonly proxy?: string;
  readonly support?: string;
  readonly noProxy?: readonly string[];
}

/**
 * The editor's proxy as variables of a child process. A setting goes before the environment that the editor itself was
 * started with; without one, that environment counts.
 *
 * @param environment Of the editor.
 */
export function proxyEnvironment(
  { proxy, support, noProxy = [] }: ProxySettings,
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  if (support === 'off') return { HTTPS_PROXY: '', https_proxy: '', ALL_PROXY: '', all_proxy: '' };
  const result: Record<string, string> = {};
  const address = proxy?.trim();
  if (address) {
    // Small letters go before capitals where both are there.
    result['HTTPS_PROXY'] = address;
    result['https_proxy'] = address;
  }
  if (noProxy.length > 0) {
    const listed = [environment['no_proxy'] ?? environment['NO_PROXY'] ?? '', ...noProxy].filter((one) => one !== '');
    result['NO_PROXY'] = listed.join(',');
    result['no_proxy'] = listed.join(',');
  }
  return result;
}
