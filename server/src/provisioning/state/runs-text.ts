import { oneLine } from '../../core/one-line.ts';
import { tenantName } from '../plan/preview-text.ts';
import type { KeptRun, RunState } from './kept-run.ts';

/** A table of runs, one a line. */
export function runsText(runs: readonly { readonly run: KeptRun; readonly state: RunState }[]): string {
  if (runs.length === 0) return 'No runs yet.\n';
  const rows = [
    ['RUN', 'STARTED (UTC)', 'WHAT', 'TENANT', 'STATE', 'ROWS'],
    ...runs.map(({ run, state }) => [
      run.name,
      run.started.slice(0, 16).replace('T', ' '),
      oneLine(runWhat(run)),
      tenantName(run.plan),
      stateWords(run, state),
      rowsText(run),
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

/** `scenario-2.sfmap`, `undo of birch-27`. */
export function runWhat({ plan }: KeptRun): string {
  return plan.undoes === undefined ? plan.mapping.file : `undo of ${plan.undoes}`;
}

/** How a run stands, and by which one it was continued. */
export function stateWords({ continuedBy }: KeptRun, state: RunState): string {
  return continuedBy === undefined ? state : `${state}, continued by ${continuedBy}`;
}

/** `5 of 6 written, 1 failed`. */
export function rowsText({ totals: { rows } }: KeptRun): string {
  const rest = [
    [rows.already, 'already so'],
    [rows.skipped, 'skipped'],
    [rows.failed, 'failed'],
    [rows.unknown, 'unknown'],
    [rows.notReached, 'not written'],
  ] as const;
  const more = rest.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`);
  return [`${rows.written} of ${rows.planned} written`, ...more].join(', ');
}
