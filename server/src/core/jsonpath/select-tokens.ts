import type { Json } from '../json.ts';
import { compilePath } from './compile.ts';
import { formatLocation } from './locate.ts';
import { textCultures, textOf } from './text.ts';

export interface SelectTokensSettings {
  /** Whether `/Date(ms)/` and ISO date-times are dates; true by default. */
  readonly dates?: boolean;
  /** The .NET culture of `text`; `en-US` by default. */
  readonly culture?: string;
}

export interface SelectedToken {
  /** The place of the value, as Json.NET prints it; the root is ''. */
  readonly path: string;
  readonly value: Json;
  /** The value as an expression sees it; null for JSON null, objects and arrays. */
  readonly text: string | null;
}

export type SelectTokensResult =
  | { readonly ok: true; readonly matches: readonly SelectedToken[] }
  | {
      readonly ok: false;
      readonly phase: 'parse' | 'evaluate';
      readonly message: string;
      readonly offset?: number;
    };

/**
 * What an API expression selects from a JSON value, as Json.NET 13.0.4's `SelectTokens` does: the library's entry to
 * the evaluator. Never throws and never changes `json`.
 *
 * A member that a filter over an object selects comes as `{ "$property": name, "value": value }`, without a text.
 */
export function selectTokens(path: string, json: Json, settings: SelectTokensSettings = {}): SelectTokensResult {
  const { dates = true, culture = 'en-US' } = settings;
  if (!textCultures.includes(culture.toLowerCase())) {
    const known = textCultures.filter((name) => name !== '').join(', ');
    return {
      ok: false,
      phase: 'evaluate',
      message: `sfmap has no texts for the culture ${culture}; it knows ${known}.`,
    };
  }
  const selection = compilePath(path, { dates }).matches(json);
  if (!selection.ok) return selection;
  const matches = selection.results.map(({ value, location }) => ({
    path: formatLocation(location),
    value,
    text: textOf(value, { dates, culture }),
  }));
  return { ok: true, matches };
}
