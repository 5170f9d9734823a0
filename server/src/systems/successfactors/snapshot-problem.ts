import type { SfmapError } from '../../core/errors.ts';

/**
 * What an error says about a snapshot.
 *
 * - `lost`: the tenant no longer has it, `[SNP]Snapshot lost`: more than 15 minutes between two pages, the last page read
 *   twice, or for no reason (KBA 2990434). Reading begins again at the first page.
 * - `blocked`: the first page was asked for too often, and the API user may begin no snapshot of this entity for 30
 *   minutes (KBA 2749091).
 */
export function snapshotProblem({ code, message }: SfmapError): 'lost' | 'blocked' | undefined {
  if (code === 'COE_SNAPSHOT_BAD_REQUEST') return 'blocked';
  return /\[SNP\]|snapshot lost/i.test(message) ? 'lost' : undefined;
}
