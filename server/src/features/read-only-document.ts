import type { Analysis } from '../core/analysis/analyse.ts';
import { codePage, codePageText, nearestCode } from '../core/analysis/code-page.ts';
import { attributeListText } from '../core/catalog/attribute-list.ts';
import { type DocumentAddress, readDocumentAddress } from '../core/document-address.ts';
import { payloadText } from '../core/mapping/payload-text.ts';
import type { GivenFile } from '../core/testing/given.ts';
import { functionPage } from './read-only-document/function-page.ts';
import { queryText } from './read-only-document/query-text.ts';
import { testsText } from './read-only-document/tests-text.ts';
import { valuesText } from './read-only-document/values-text.ts';

/** A mapping that somebody reads about. */
export interface ReadMapping {
  readonly analysis: Analysis;
  /** The files that its tests name, as they were read. */
  readonly files: ReadonlyMap<string, GivenFile>;
}

/**
 * The text of an address of the scheme `sfmap:`. An address that means nothing, and a mapping that is not open, give a
 * sentence: whoever opened it reads why there is nothing.
 *
 * @param mapping The mapping that the address names; undefined where it is not open.
 */
export function readOnlyDocument(address: string, mapping: ReadMapping | undefined): string {
  const read = readDocumentAddress(address);
  if (read === undefined) return `There is no text at ${address}.\n`;
  switch (read.kind) {
    case 'attributes':
      return attributeListText(read.list);
    case 'rules':
      return rulePage(read.name);
    case 'functions':
      return functionPage(read.name);
    default:
      return mapping === undefined ? `Open the mapping to read this: ${read.mapping}\n` : mappingText(read, mapping);
  }
}

function mappingText(
  { kind, title }: Extract<DocumentAddress, { readonly mapping: string }>,
  { analysis, files }: ReadMapping,
): string {
  switch (kind) {
    case 'values':
      return valuesText(analysis);
    case 'query':
      return queryText(analysis);
    case 'tests':
      return testsText(analysis, files, title);
    case 'payload':
      return payloadText(analysis);
  }
}

function rulePage(name: string): string {
  const page = codePage(name);
  if (page !== undefined) return codePageText(page);
  const nearest = nearestCode(name);
  return `There is no code ${name}.${nearest === undefined ? '' : ` Did you mean ${nearest}?`}\n`;
}
