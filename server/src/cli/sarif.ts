import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ArtifactChange, Fix, Log, Notification, Region, ReportingDescriptor, Result } from 'sarif';
import type { Diagnostic, Severity } from '../core/analysis/check.ts';
import { type CodePage, codePages, codePageText } from '../core/analysis/code-page.ts';
import { version } from '../core/version.ts';
import { LineMap } from './line-column.ts';
import type { MappingText, UnreadMapping } from './mapping-files.ts';

/** What was found in one mapping, or why it could not be read. */
export type CheckedMapping =
  | { readonly mapping: MappingText; readonly diagnostics: readonly Diagnostic[] }
  | UnreadMapping;

/** The code of a mapping that could not be read. */
export const UNREAD_MAPPING = 'SFM1120';

const LEVEL = { error: 'error', warning: 'warning', information: 'note' } as const satisfies Record<Severity, string>;
const ROOT = 'SRCROOT';

/**
 * The findings as a SARIF 2.1.0 log ("Static Analysis Results Interchange Format (SARIF) Version 2.1.0", OASIS): one
 * run; every rule that has something to say, with its page; regions from 1 in UTF-16 columns; the fixes as changes of
 * the file. A mapping that could not be read is a notification of the run, which then was not successful. Paths are
 * relative to the working folder, which the log does not name.
 */
export function sarifLog(all: readonly CheckedMapping[], cwd: string): Log {
  const checked = all.flatMap((one) => ('error' in one ? [] : [one]));
  const unread = all.flatMap((one) => ('error' in one ? [one] : []));
  const said = new Set(checked.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code)));
  const pages = codePages.filter(({ code }) => said.has(code));
  const index = new Map(pages.map(({ code }, at) => [code, at]));
  const notifications = unread.length === 0 ? [] : codePages.filter(({ code }) => code === UNREAD_MAPPING);
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'sfmap',
            version,
            rules: pages.map(descriptor),
            ...(notifications.length === 0 ? {} : { notifications: notifications.map(descriptor) }),
          },
        },
        invocations: [
          {
            executionSuccessful: unread.length === 0,
            ...(unread.length === 0
              ? {}
              : { toolExecutionNotifications: unread.map((one) => notificationOf(one, cwd)) }),
          },
        ],
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: {
          [ROOT]: { description: { text: 'The folder in which sfmap was started.' } },
        },
        artifacts: checked.map(({ mapping }) => ({ location: locationOf(mapping, cwd), sourceLanguage: 'sfmap' })),
        results: checked.flatMap(({ mapping, diagnostics }, artifact) => {
          const lines = new LineMap(mapping.text);
          const location = { ...locationOf(mapping, cwd), index: artifact };
          return diagnostics.map((one) => resultOf(one, index.get(one.code), location, lines));
        }),
      },
    ],
  };
}

function notificationOf(unread: UnreadMapping, cwd: string): Notification {
  return {
    descriptor: { id: UNREAD_MAPPING, index: 0 },
    level: 'error',
    message: { text: unread.error.sentence },
    locations: [{ physicalLocation: { artifactLocation: locationOf(unread, cwd) } }],
  };
}

function descriptor(page: CodePage): ReportingDescriptor {
  const why = page.page?.why ?? page.title;
  return {
    id: page.code,
    shortDescription: { text: page.title },
    fullDescription: { text: why },
    help: { text: why, markdown: codePageText(page) },
    defaultConfiguration: { level: LEVEL[page.severity] },
  };
}

interface Location {
  readonly uri: string;
  readonly uriBaseId?: string;
}

/** A file below the working folder by its relative path, any other by its URL; standard input is named `stdin.sfmap`. */
function locationOf({ path }: { readonly path: string }, cwd: string): Location {
  const shown = relative(cwd, path);
  if (shown === '' || shown.startsWith('..') || /^[A-Za-z]:/.test(shown)) return { uri: pathToFileURL(path).href };
  return { uri: shown.split(/[\\/]/).map(encodeURIComponent).join('/'), uriBaseId: ROOT };
}

function resultOf(
  { code, severity, message, start, end, fixes }: Diagnostic,
  rule: number | undefined,
  artifactLocation: Location & { readonly index: number },
  lines: LineMap,
): Result {
  return {
    ruleId: code,
    ...(rule === undefined ? {} : { ruleIndex: rule }),
    level: LEVEL[severity],
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: { ...artifactLocation }, region: region(start, end, lines) } }],
    ...(fixes.length === 0 ? {} : { fixes: fixes.map((fix) => fixOf(fix, artifactLocation, lines)) }),
  };
}

function fixOf({ title, edits }: Diagnostic['fixes'][number], { uri, uriBaseId }: Location, lines: LineMap): Fix {
  const change: ArtifactChange = {
    artifactLocation: { uri, ...(uriBaseId === undefined ? {} : { uriBaseId }) },
    replacements: [...edits]
      .sort((a, b) => a.start - b.start || a.end - b.end)
      .map(({ start, end, text }) => ({ deletedRegion: region(start, end, lines), insertedContent: { text } })),
  };
  return { description: { text: title }, artifactChanges: [change] };
}

function region(start: number, end: number, lines: LineMap): Region {
  const from = lines.place(start);
  const to = lines.place(end);
  return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
}
