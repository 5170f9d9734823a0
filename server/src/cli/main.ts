import { serveSecondOpinion } from '../second-opinion/serve.ts';
import { keepMemoryLow } from './keep-memory-low.ts';
import { processIo } from './process-io.ts';
import { run } from './run.ts';

/** Through these pass all the people of a tenant. What else starts does its work sooner with the memory that it likes. */
const READ_PEOPLE = [
  'preview',
  'plan',
  'show',
  'apply',
  'writeback',
  'sync',
  'diff',
  'resume',
  'undo',
  'runs',
  'log',
  'engine',
];

if (READ_PEOPLE.includes(process.argv[2] ?? '')) keepMemoryLow();
// The same file, started by itself, is the process in which jsonpath-plus runs.
if (!serveSecondOpinion()) void run(process.argv.slice(2), processIo());
