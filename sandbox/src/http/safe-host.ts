/** The host of a Host header or an address, if it is one that only this machine or an invented name can mean. */
export function safeHost(header: string | undefined): string | null {
  if (header === undefined) return null;
  const name = header.replace(/:\d+$/, '').toLowerCase();
  const known = name === '127.0.0.1' || name === 'localhost' || name === '[::1]';
  return known || /\.(example|invalid|test|localhost)$/.test(name) ? header : null;
}
