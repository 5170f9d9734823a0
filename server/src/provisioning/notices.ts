import { oneLine } from '../core/one-line.ts';
import { type PlanConnection, type PlanTarget, writtenTenant } from './plan/plan.ts';

/** What people are told of who do not watch. Nothing of it is about a single person. */
export type Notice = {
  readonly connection: PlanConnection;
  /** The Entra tenant, where one is written to. */
  readonly target?: PlanTarget | undefined;
  /** Name of the mapping file, without folders. */
  readonly mapping: string;
  readonly when: Date;
} & (
  | {
      readonly kind: 'stopped';
      /** By which `sfmap log` finds it; absent for a run that ended before it wrote. */
      readonly run?: string;
      /** The code of the error, such as `LGN0010`; its words may quote somebody's data. */
      readonly code?: string;
      readonly rows: { readonly planned: number; readonly written: number; readonly failed: number };
    }
  | { readonly kind: 'over limits'; readonly refusal: string }
  | { readonly kind: 'quarantine'; readonly reason: string; readonly nextTry: Date; readonly endsAt: Date }
);

/** A mail as it is written. */
export interface Mail {
  readonly subject: string;
  readonly text: string;
}

const titles: Readonly<Record<Notice['kind'], string>> = {
  stopped: 'A run has stopped',
  'over limits': 'A plan is over its limits',
  quarantine: 'Runs are in quarantine',
};

/** The mail of a notice: what, where, when, what to do. Names, values and words of a tenant stay out of it. */
export function noticeMail(notice: Notice): Mail {
  const { kind, connection, target, mapping, when } = notice;
  const { name, environment } = connection;
  const written = writtenTenant({ connection, ...(target && { target }) });
  const lines = [
    `${titles[kind]}.`,
    '',
    `Connection  ${name} (${environment}): ${written.system} ${written.name} at ${written.host}`,
    `Mapping     ${mapping}`,
    `Time        ${when.toISOString()}`,
    '',
    ...details(notice),
    '',
    'This mail holds no data of people. sfmap.json names who gets it, under notify.',
  ];
  return {
    subject: oneLine(`sfmap: ${titles[kind]}: ${name} (${environment})`),
    text: `${lines.map(oneLine).join('\n')}\n`,
  };
}

function details(notice: Notice): readonly string[] {
  switch (notice.kind) {
    case 'stopped': {
      const { planned, written, failed } = notice.rows;
      return [
        ...(notice.code === undefined ? [] : [`Code        ${notice.code}`]),
        `${notice.target === undefined ? 'Rows   ' : 'Changes'}     ${written} of ${planned} written, ${failed} failed`,
        ...(notice.run === undefined ? [] : [`Run         ${notice.run}: sfmap log ${notice.run} says what happened.`]),
        'What is not written yet is written when the run is resumed or the same plan is applied again.',
      ];
    }
    case 'over limits':
      return [notice.refusal, 'Nothing of it was written. Look at the plan, and find out why so many change.'];
    case 'quarantine':
      return [
        `Reason      ${notice.reason}`,
        `Next try    ${notice.nextTry.toISOString()}`,
        `Ends        ${notice.endsAt.toISOString()}: if it still fails then, nothing more is tried.`,
      ];
  }
}
