import { createRequire, enableCompileCache, flushCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// dist/server.cjs: starts the language server with the code that V8 compiled at an earlier start. Only what is loaded
// after the cache is enabled can be taken from it, so the server itself is the file beside this one.

/** Code that was compiled lies beside the program: who may write there could change the program itself as well. */
const FOLDER = fileURLToPath(new URL('./.compiled', import.meta.url));
/** By then a first mapping was opened, and what that needs is compiled. */
const SETTLED_MS = 10_000;

// A folder that cannot be written or an older Node costs time, nothing else: neither call throws.
enableCompileCache?.(FOLDER);
createRequire(import.meta.url)('./server-program.cjs');
// An editor may kill the server at its end, so the cache is not left to the end alone.
setTimeout(() => flushCompileCache?.(), SETTLED_MS).unref();
