import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One `import`, `export … from`, `import()` or `require()` of a file. */
export interface Import {
  /** As written: `../json.ts`, `zod`, `node:fs`. */
  readonly specifier: string;
  readonly line: number;
}

const STATEMENT = /^[ \t]*(?:import|export)\b(?:[^'"`;]*?\bfrom\s*)?\s*(['"])([^'"\n]+)\1/gm;
const CALL = /\b(?:import|require)\s*\(\s*(['"])([^'"\n]+)\1/g;

/** Every import of a TypeScript source, types included. Comments are left out. */
export function readImports(source: string): Import[] {
  const text = blankComments(source);
  return [STATEMENT, CALL].flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => ({
      specifier: match[2] ?? '',
      line: text.slice(0, match.index + match[0].length).split('\n').length,
    })),
  );
}

/** Comments that begin a line, or stand in a block, become blanks; lines stay where they are. */
function blankComments(source: string): string {
  return source
    .replace(/^[ \t]*\/\/.*$/gm, '')
    .replace(/^([ \t]*)\/\*[\s\S]*?\*\//gm, (comment) => comment.replace(/[^\n]/g, ' '));
}

/** Every TypeScript file below a folder, relative to `root`, with `/` between the parts. */
export function sourceFiles(root: string, folder: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(root.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8'));
  }
  return files;
}
