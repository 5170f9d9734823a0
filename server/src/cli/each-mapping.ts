import { join, sep } from 'node:path';
import { SfmapError } from '../core/errors.ts';
import { withShownPath } from '../project/shown-path.ts';
import type { CliIo } from './io.ts';
import { type MappingText, readMappings, type UnreadMapping } from './mapping-files.ts';
import { reportError } from './report-error.ts';

/** What a command has made of one mapping, or why it could not. */
export type Handled<T> = { readonly mapping: MappingText; readonly result: T } | UnreadMapping;

/**
 * Does something with every mapping, in the order in which they are named. What fails for one is told on standard error,
 * raises the exit code, and keeps nobody from the others' results.
 *
 * @param several Told to `act`: whether more than one mapping was found, so that results need a name.
 * @throws SfmapError exit 2: as `readMappings`.
 */
export async function eachMapping<T>(
  names: readonly string[],
  io: CliIo,
  act: (mapping: MappingText, several: boolean) => Promise<T>,
): Promise<readonly Handled<T>[]> {
  const found = await readMappings(names, io);
  const handled: Handled<T>[] = [];
  for (const mapping of found) {
    if ('error' in mapping) handled.push(mapping);
    else handled.push(await attempt(mapping, () => act(mapping, found.length > 1), io));
  }
  tell(handled, io);
  return handled;
}

/** The results of the mappings that have one. */
export function resultsOf<T>(handled: readonly Handled<T>[]): readonly { mapping: MappingText; result: T }[] {
  return handled.flatMap((one) => ('error' in one ? [] : [one]));
}

/** Whether there is anything to print: a command whose only mapping could not be read has said why, and that is all. */
export function hasDocument<T>(handled: readonly Handled<T>[]): boolean {
  return handled.length > 1 || resultsOf(handled).length > 0;
}

async function attempt<T>(mapping: MappingText, act: () => Promise<T>, { cwd }: CliIo): Promise<Handled<T>> {
  try {
    return { mapping, result: await act() };
  } catch (thrown) {
    const error = withShownPath(thrown, join(cwd, sep), '');
    if (!(error instanceof SfmapError)) throw error;
    return { name: mapping.name, path: mapping.path, error };
  }
}

/** Each sentence once: one broken sfmap.json concerns every mapping beside it. */
function tell<T>(handled: readonly Handled<T>[], io: CliIo): void {
  const unread = handled.filter((one) => 'error' in one);
  for (const same of Map.groupBy(unread, ({ error }) => error.sentence).values()) {
    const [{ name, error } = { name: '', error: undefined }] = same;
    const named = handled.length > 1 && same.length === 1 && !error?.message.includes(name);
    const mappings = same.length > 1 ? ` (${same.length} mappings)` : '';
    reportError(error, io, named ? `${name}: ` : '', mappings);
  }
}
