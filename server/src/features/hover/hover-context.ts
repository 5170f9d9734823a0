import type { Analysis } from '../../core/analysis/analyse.ts';
import type { PlacedOccurrence } from '../../core/analysis/symbols.ts';
import { documentAddress } from '../../core/document-address.ts';
import type { Span } from '../../core/language/syntax.ts';
import type { Markup } from '../../core/markup.ts';
import type { GivenFile } from '../../core/testing/given.ts';

/** What a hover is made for. */
export interface HoverContext {
  readonly analysis: Analysis;
  readonly markup: Markup;
  /** Whether the editor can open the pages of this server. */
  readonly pages: boolean;
  /** The files that the tests name, as they were read. */
  readonly files: ReadonlyMap<string, GivenFile>;
}

/** What is told, line by line, in the form of the context's markup. */
export type Lines = readonly string[];

/** A place of the file, and what is told of it. */
export interface Told extends Span {
  readonly lines: Lines;
}

/** What is told of one kind of names. */
export type NameLines = (context: HoverContext, name: PlacedOccurrence) => Lines | undefined;

/** Values in hovers are shortened at this width: they have a box of their own. */
export const WIDE = 200;

/** Lines that only some contexts have. */
export function when(condition: unknown, ...lines: string[]): Lines {
  return condition === true || (condition !== false && condition !== undefined) ? lines : [];
}

/** What is seldom looked for, at the end: its sentences as one line. */
export function details(...sentences: readonly string[]): Lines {
  return sentences.length === 0 ? [] : [sentences.join(' ')];
}

/** A value, and whose it is. */
export function valueLine({ analysis, markup }: HoverContext, shown: string): string {
  const { sample } = analysis;
  return sample === undefined ? markup.code(shown) : `${markup.code(shown)} for ${markup.text(sample.label)}`;
}

/** A link to a page of a rule or a function, where the editor can open it. */
export function pageLines({ markup, pages }: HoverContext, kind: 'rules' | 'functions', name: string): Lines {
  return when(pages, markup.link(`All about ${name}`, documentAddress({ kind, name })));
}

export function documentationLines({ markup }: HoverContext, documentation: string | undefined): Lines {
  return documentation === undefined ? [] : [markup.text(documentation)];
}
