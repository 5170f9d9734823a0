import { declarationsOf } from '../core/analysis/bind.ts';
import type { Diagnostic } from '../core/analysis/check.ts';
import type { MappingModel } from '../core/analysis/model.ts';
import { SfmapError } from '../core/errors.ts';
import type { MappingFile, Span } from '../core/language/syntax.ts';
import { linesOf } from '../core/testing/given.ts';
import { readMappingSample } from './sample-file.ts';

/** A file that a mapping names, and where: offsets in the mapping. */
export interface FileReference extends Span {
  /** As it is written: relative to the mapping. */
  readonly file: string;
}

/** The payload files that a mapping names, in the order of the text: those of its samples, and of the tests' `given`. */
export function fileReferences(file: MappingFile, model: MappingModel): readonly FileReference[] {
  const samples = declarationsOf(file, 'sample').map(({ offset, declaration }) => ({
    offset,
    named: declaration.file,
  }));
  const given = model.tests.flatMap((test) =>
    test.statements.flatMap(({ offset, declaration }) => {
      // A sample whose name needs quotes goes before a file of that name, and is told where it is declared.
      const isFile = declaration.kind === 'given' && !model.samples.has(declaration.file?.value ?? '');
      return isFile && linesOf(test, 'given')[0] === declaration ? [{ offset, named: declaration.file }] : [];
    }),
  );
  return [...samples, ...given]
    .flatMap(({ offset, named }) =>
      named === undefined || named.value === ''
        ? []
        : [{ file: named.value, start: offset + named.start, end: offset + named.end }],
    )
    .sort((a, b) => a.start - b.start);
}

/**
 * What is wrong with the files that a mapping names, each at its place: missing, unreadable, no JSON, nobody in it, or
 * not relative to the mapping. Each file is read once.
 *
 * @param path Absolute path of the mapping.
 * @param read Reads a file as the mapping writes it; an editor may give one that remembers.
 */
export async function fileProblems(
  path: string,
  { file, model }: { readonly file: MappingFile; readonly model: MappingModel },
  read: (mapping: string, file: string) => Promise<unknown> = readMappingSample,
): Promise<readonly Diagnostic[]> {
  const problems = new Map<string, string | undefined>();
  const found: Diagnostic[] = [];
  for (const reference of fileReferences(file, model)) {
    const { file: name, start, end } = reference;
    if (!problems.has(name)) problems.set(name, await problemOf(() => read(path, name)));
    const message = problems.get(name);
    if (message !== undefined) found.push({ code: 'SFM1104', severity: 'error', message, start, end, fixes: [] });
  }
  return found;
}

async function problemOf(read: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await read();
    return undefined;
  } catch (error) {
    if (error instanceof SfmapError) return error.sentence;
    throw error;
  }
}
