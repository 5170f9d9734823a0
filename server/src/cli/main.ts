import { serveSecondOpinion } from '../second-opinion/serve.ts';
import { keepMemoryLow } from './keep-memory-low.ts';
import { processIo } from './process-io.ts';
import { run } from './run.ts';

// A language server answers while somebody types: it takes the memory that makes it quick.
if (process.argv[2] !== 'lsp') keepMemoryLow();
// The same file, started by itself, is the process in which jsonpath-plus runs.
if (!serveSecondOpinion()) void run(process.argv.slice(2), processIo());
