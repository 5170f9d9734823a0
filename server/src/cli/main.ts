import { serveSecondOpinion } from '../second-opinion/serve.ts';
import { processIo } from './process-io.ts';
import { run } from './run.ts';

// The same file, started by itself, is the process in which jsonpath-plus runs.
if (!serveSecondOpinion()) void run(process.argv.slice(2), processIo());
