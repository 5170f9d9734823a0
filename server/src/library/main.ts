import { serveSecondOpinion } from '../second-opinion/serve.ts';

/** The entry of dist/core.cjs. The same file, started by itself, is the process in which jsonpath-plus runs. */
export * from './library.ts';

serveSecondOpinion();
