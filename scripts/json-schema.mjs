#!/usr/bin/env node
// Writes schemas/sfmap.schema.json from the schema that reads sfmap.json, and from it the one of the setting
// sfmap.connections in package.json; and schemas/plan.schema.json from those that read a plan. A test fails when one of them
// is stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { install } from './install.mjs';
import { root } from './lib/process.mjs';

await install();
const { connectionJsonSchema, projectJsonSchema } = await import('./lib/project-json-schema.mjs');
const { planJsonSchema } = await import('./lib/plan-json-schema.mjs');
const { outsiderSchema, planHeaderSchema, plannedPersonSchema } = await import(
  '../server/src/provisioning/plan/plan-schema.ts'
);
const { projectSchema } = await import('../server/src/project/project-schema.ts');

const schema = projectJsonSchema(projectSchema());
writeFileSync(join(root, 'schemas', 'sfmap.schema.json'), schema);
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const setting = manifest.contributes.configuration.properties['sfmap.connections'];
setting.additionalProperties = connectionJsonSchema(schema);
writeFileSync(join(root, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
const plan = planJsonSchema({ header: planHeaderSchema, person: plannedPersonSchema, outsider: outsiderSchema });
writeFileSync(join(root, 'schemas', 'plan.schema.json'), plan);
console.log('json-schema: schemas/sfmap.schema.json, schemas/plan.schema.json, package.json');
