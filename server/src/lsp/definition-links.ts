import type { LocationLink, Range } from 'vscode-languageserver/node';
import type { Definition } from '../features/definition.ts';
import { toRange } from './convert.ts';
import { addressOf, isFile, namedFilePath } from './mapping-files.ts';
import { payloadPlaces } from './payload-places.ts';
import type { OpenMapping, Session } from './session.ts';

const START: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Where a definition leads, as links. Places that the editor cannot open are left out. */
export async function definitionLinks(
  session: Session,
  { document }: OpenMapping,
  { origin, targets }: Definition,
): Promise<LocationLink[]> {
  const links: LocationLink[] = [];
  const originSelectionRange = toRange(document, origin);
  const add = (targetUri: string, targetRange: Range, targetSelectionRange = targetRange) =>
    links.push({ originSelectionRange, targetUri, targetRange, targetSelectionRange });
  const readsContent = session.editor.capabilities.workspace?.textDocumentContent !== undefined;
  for (const target of targets) {
    if (target.kind === 'declaration')
      add(document.uri, toRange(document, target.whole), toRange(document, target.name));
    else if (target.kind === 'attribute list' && readsContent) {
      const { line, start, end } = target.place;
      const range = { start: { line, character: start }, end: { line, character: end } };
      add(`sfmap:/attributes/${target.direction}.txt`, range);
    } else if (target.kind === 'function' && readsContent) add(`sfmap:/functions/${target.name}.md`, START);
    else if (target.kind === 'file') {
      const path = namedFilePath(document.uri, target.path);
      if (path !== undefined && (await isFile(path))) add(addressOf(path), START);
    }
  }
  const places = targets.flatMap((target) => (target.kind === 'payload' ? [target.location] : []));
  for (const { uri, range } of await payloadPlaces(session, document.uri, places)) add(uri, range);
  return links;
}
