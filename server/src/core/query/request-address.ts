import type { CycleRequest } from './cycle-requests.ts';

/** The address of a request, without a host. What means nothing in a query stays legible. */
export function requestAddress({ resource, options }: CycleRequest): string {
  const query = Object.entries(options).map(([name, value]) => `${name}=${encoded(value)}`);
  return `/odata/v2/${resource}?${query.join('&')}`;
}

function encoded(value: string): string {
  return encodeURIComponent(value).replaceAll('%2F', '/').replaceAll('%2C', ',').replaceAll('%3A', ':');
}
