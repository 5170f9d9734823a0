import { SfmapError } from '../core/errors.ts';
import type { SyncMode } from '../engine/plan-sync.ts';
import type { ConfirmOptions } from './confirm.ts';
import type { CliIo } from './io.ts';
import { type OpenedMapping, openMapping } from './run-options.ts';
import type { RunFormat } from './show-run.ts';

/** What `sfmap sync` takes. */
export interface SyncOptions extends ConfirmOptions {
  readonly connection: string;
  readonly config?: string;
  readonly param: readonly string[];
  readonly person: readonly string[];
  readonly full?: boolean;
  readonly incremental?: boolean;
  readonly restart?: boolean;
  /** Milliseconds. */
  readonly every?: number;
  readonly state?: string;
  readonly format?: RunFormat;
}

/** Whom a sync is about. @throws SfmapError exit 2: nobody, or two kinds at once. */
export function syncMode({ full, incremental, restart, person }: SyncOptions): SyncMode {
  const kinds = [full === true, incremental === true, restart === true, person.length > 0].filter(Boolean);
  if (kinds.length !== 1) {
    throw new SfmapError(
      'SFM-USAGE',
      kinds.length === 0
        ? 'The command needs to know whom the sync is about.'
        : 'Only one of --full, --incremental, --restart and --person goes.',
      'Use --full, --incremental, --restart or --person ID (repeated).',
      2,
    );
  }
  if (person.length > 0) return { kind: 'chosen', ids: person };
  return { kind: incremental === true ? 'incremental' : 'full' };
}

/** The mapping of a sync, ready to run. */
export function openSync(io: CliIo, file: string, options: SyncOptions): Promise<OpenedMapping> {
  return openMapping(io, file, { ...options, person: [], all: true }, 'inbound');
}
