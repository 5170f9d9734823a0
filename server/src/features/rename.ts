import { Analysis } from '../core/analysis/analyse.ts';
import type { TextEdit } from '../core/analysis/check.ts';
import {
  absoluteSpan,
  isBuiltIn,
  type MappingSymbol,
  occurrencesOf,
  type PlacedOccurrence,
  symbolAt,
} from '../core/analysis/symbols.ts';
import { isJsonObject, type Json } from '../core/json.ts';
import { jsonPlace } from '../core/language/json-place.ts';
import { isPlainName } from '../core/language/plain-name.ts';
import type { Span } from '../core/language/syntax.ts';
import { applyEdits } from '../core/refactoring/apply-edits.ts';
import { quoted } from '../core/refactoring/block-lines.ts';

/** Why a name cannot be renamed, and what to do: a sentence for the user. */
export interface Refusal {
  readonly refused: string;
}

/** What is renamed: the place of the name that the cursor stands in, and the name as it is now. */
export interface Renamable extends Span {
  readonly symbol: MappingSymbol;
}

export interface Renamed {
  readonly symbol: MappingSymbol;
  readonly edits: readonly TextEdit[];
}

/** Whether the name at an offset can be renamed. */
export function prepareRename({ file, model }: Analysis, offset: number): Renamable | Refusal {
  const found = symbolAt(file, offset);
  if (found === undefined) return { refused: 'There is no name here that can be renamed.' };
  const { symbol } = found;
  const fixed = fixedName(symbol) ?? (isBuiltIn(model, symbol) ? builtInName(symbol, model) : undefined);
  if (fixed !== undefined) return { refused: fixed };
  if (!occurrencesOf(file, symbol).some(({ role }) => role === 'declaration')) return { refused: undeclared(symbol) };
  return { symbol, ...absoluteSpan(found.placed, found) };
}

/** Renames the name at an offset wherever it stands in the file. */
export function rename(analysis: Analysis, offset: number, name: string): Renamed | Refusal {
  const found = prepareRename(analysis, offset);
  if ('refused' in found) return found;
  return renameSymbol(analysis, found.symbol, name);
}

/**
 * Renames a symbol wherever it stands in the file. The text that comes out is read again: should the new name not mean
 * the same at every place, the renaming is refused.
 */
export function renameSymbol(analysis: Analysis, symbol: MappingSymbol, name: string): Renamed | Refusal {
  if (name === symbol.name) return { symbol, edits: [] };
  const refused = unfitName(symbol, name) ?? clash(analysis, { kind: symbol.kind, name });
  if (refused !== undefined) return { refused };
  const places = occurrencesOf(analysis.file, symbol);
  for (const inQuotes of [false, true]) {
    const edits = places.map((one) => edit(one, name, inQuotes));
    const { file } = new Analysis(applyEdits(analysis.file.text, edits), {}, analysis);
    const kept = occurrencesOf(file, { kind: symbol.kind, name }).length;
    if (kept === places.length && occurrencesOf(file, symbol).length === 0) return { symbol, edits };
  }
  return { refused: `${name} would not be read as a name everywhere. Choose another one.` };
}

/** Renames the keys of a parameter in sfmap.json: those for all mappings and those of each connection. */
export function renameInProject(text: string, from: string, to: string): readonly TextEdit[] | Refusal {
  const project = parsed(text);
  const connections = isJsonObject(project) ? project['connections'] : undefined;
  const names = isJsonObject(connections) ? Object.keys(connections) : [];
  const lists = [['parameters'], ...names.map((connection) => ['connections', connection, 'parameters'])];
  if (lists.some((list) => jsonPlace(text, [...list, to]) !== undefined))
    return { refused: `sfmap.json has a parameter ${to} already. Choose another name.` };
  return lists.flatMap((list) => {
    const key = jsonPlace(text, [...list, from])?.key;
    return key === undefined ? [] : [{ start: key.start, end: key.end, text: JSON.stringify(to) }];
  });
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fixedName({ kind, name }: MappingSymbol): string | undefined {
  switch (kind) {
    case 'field':
    case 'step':
      return `${name} is a part of SuccessFactors' data; its name is fixed.`;
    case 'file':
      return 'This is the name of a file. Rename the file, then write its new name here.';
    case 'function':
      return `${name} is a function of Entra ID; its name is fixed.`;
    case 'constant':
    case 'system':
    case 'type':
    case 'action':
    case 'limit':
    case 'operator':
    case 'option':
      return `${name} is a word of the language; it cannot be renamed.`;
    default:
      return undefined;
  }
}

function builtInName({ kind, name }: MappingSymbol, { direction, baseline }: Analysis['model']): string {
  const isEntra = (direction === 'writeback') === (kind === 'source');
  const system = isEntra ? "Entra ID's attribute list" : "SuccessFactors' attribute list";
  const list = baseline === undefined ? system : 'the imported schema';
  return `${name} is a name of ${list} and cannot be renamed. Declare an attribute of your own to use another name.`;
}

function undeclared({ kind, name }: MappingSymbol): string {
  if (kind === 'parameter') return `No param line declares ${name}. Declare it first: param ${name}.`;
  if (kind === 'sample') return `No sample line declares ${name}. Declare it first: sample ${name} = "people/me.json".`;
  return `${name} is declared nowhere in this file. Declare it in the ${kind} block first.`;
}

/** What is wrong with a new name, whatever else the file holds. */
function unfitName({ kind }: MappingSymbol, name: string): string | undefined {
  if (name.trim() === '') return 'A name has at least one letter.';
  if (/[\p{Cc}\u2028\u2029]/u.test(name)) return 'A name stands on one line, without control characters.';
  if (/\{\{.*\}\}/u.test(name)) return 'In a name no parameter is replaced. Write what is meant instead of {{…}}.';
  if (kind === 'test' || kind === 'scope group') return undefined;
  if ((kind === 'parameter' || kind === 'sample') && !isPlainName(name)) {
    const what = kind === 'parameter' ? 'a parameter' : 'a sample';
    return `The name of ${what} is a letter or _, then letters, digits, _ . or -. ${name} is not.`;
  }
  if (name !== name.trim()) return 'A name neither begins nor ends with a blank.';
  return kind === 'source' && name.includes(']')
    ? `Between [ and ] a name cannot hold ]. Choose another one.`
    : undefined;
}

const WORDS: Partial<Record<MappingSymbol['kind'], string>> = {
  source: 'a source attribute',
  target: 'a target attribute',
  parameter: 'a parameter',
  sample: 'a sample',
  test: 'a test',
  'scope group': 'a group of the scope',
};

function clash({ file, model }: Analysis, symbol: MappingSymbol): string | undefined {
  const { kind, name } = symbol;
  if (isBuiltIn(model, symbol)) return `${name} is a built-in attribute already. Choose another name.`;
  if (occurrencesOf(file, symbol).length === 0) return undefined;
  return `This file has ${WORDS[kind] ?? 'something'} of the name ${name} already. Choose another name.`;
}

function edit(one: PlacedOccurrence, name: string, inQuotes: boolean): TextEdit {
  const whole = absoluteSpan(one.placed, one.whole);
  const inner = absoluteSpan(one.placed, one);
  if (one.form === 'attribute' || one.form === 'reference') return { ...inner, text: name };
  if (one.form === 'json') return { ...inner, text: JSON.stringify(name).slice(1, -1) };
  // Quotes that the old name did not need are the author's choice.
  const isText = one.symbol.kind === 'test' || one.symbol.kind === 'scope group';
  const keepsQuotes = one.form === 'quoted' && (isText || isPlainName(one.symbol.name));
  return { ...whole, text: inQuotes || keepsQuotes || !isPlainName(name) ? quoted(name) : name };
}
