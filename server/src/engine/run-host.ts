import { functionsUsed } from '../core/analysis/functions-used.ts';
import type { MappingModel } from '../core/analysis/model.ts';
import type { Host } from '../core/expressions/host.ts';
import type { EntraDirectoryClient } from '../systems/entra/entra-directory.ts';
import { systemHost } from './system-host.ts';

/**
 * What functions of a mapping get from outside in a run. The default domain is asked of the tenant once, and only where
 * a mapping needs it.
 *
 * @throws SfmapError exit 3: a mapping needs the default domain, and it cannot be read.
 */
export async function runHost(
  models: readonly MappingModel[],
  directory: Pick<EntraDirectoryClient, 'defaultDomain'>,
  now: Date,
  signal?: AbortSignal,
): Promise<Host> {
  const host = systemHost(now);
  if (!models.some((model) => functionsUsed(model).has('DefaultDomain'))) return host;
  return { ...host, defaultDomain: await directory.defaultDomain(signal) };
}
