import type { Location, Diagnostic as LspDiagnostic } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Diagnostic, Severity } from '../core/analysis/check.ts';
import type { Span } from '../core/language/syntax.ts';
import type { EditorAbilities } from './abilities.ts';
import { DiagnosticSeverity, DiagnosticTag } from './protocol-names.ts';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

/** A finding as the editor takes it: tags, related places and the link to its page only where it knows them. */
export function toDiagnostic(
  document: TextDocument,
  { code, severity, message, start, end, unnecessary, related = [], inSample }: Diagnostic,
  { diagnostics }: Pick<EditorAbilities, 'diagnostics'> = NOTHING_MORE,
  placeInSample: (location: readonly (string | number)[]) => Location | undefined = () => undefined,
): LspDiagnostic {
  const range = (span: Span) => ({ start: document.positionAt(span.start), end: document.positionAt(span.end) });
  const { tags, places, pages } = diagnostics;
  const sample = places && inSample !== undefined ? placeInSample(inSample) : undefined;
  const relatedInformation = [
    ...related.map((place) => ({
      location: { uri: document.uri, range: range(place) },
      message: place.message,
    })),
    ...(sample === undefined ? [] : [{ location: sample, message: 'The place in the sample' }]),
  ];
  return {
    code,
    message,
    source: 'sfmap',
    severity: SEVERITIES[severity],
    range: range({ start, end }),
    ...(tags && unnecessary === true ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(pages ? { codeDescription: { href: `sfmap:/rules/${code}.md` } } : {}),
    ...(places && relatedInformation.length > 0 ? { relatedInformation } : {}),
  };
}

const NOTHING_MORE = { diagnostics: { tags: false, places: false, pages: false } };
