#!/usr/bin/env node
// Writes schemas/sfmap.schema.json from the schema that reads sfmap.json. A test fails when the file is stale.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { install } from './install.mjs';
import { root } from './lib/process.mjs';

await install();
const { projectJsonSchema } = await import('./lib/project-json-schema.mjs');
const { projectSchema } = await import('../server/src/project/project-schema.ts');

writeFileSync(join(root, 'schemas', 'sfmap.schema.json'), projectJsonSchema(projectSchema()));
console.log('json-schema: schemas/sfmap.schema.json');
