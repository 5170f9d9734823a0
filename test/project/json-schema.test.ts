import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { describe, expect, it } from 'vitest';
import { planJsonSchema } from '../../scripts/lib/plan-json-schema.mjs';
import { connectionJsonSchema, projectJsonSchema } from '../../scripts/lib/project-json-schema.mjs';
import { projectSchema } from '../../server/src/project/project-schema.ts';
import {
  outsiderSchema,
  planHeaderSchema,
  plannedPersonSchema,
} from '../../server/src/provisioning/plan/plan-schema.ts';

const root = join(import.meta.dirname, '..', '..');
const file = readFileSync(join(root, 'schemas', 'sfmap.schema.json'), 'utf8');

it('schemas/plan.schema.json is the schema that reads plans; npm run json-schema writes it anew', () => {
  const schemas = { header: planHeaderSchema, person: plannedPersonSchema, outsider: outsiderSchema };
  expect(readFileSync(join(root, 'schemas', 'plan.schema.json'), 'utf8')).toBe(planJsonSchema(schemas));
});

describe('schemas/sfmap.schema.json', () => {
  const validate = new Ajv({ strict: false }).compile(JSON.parse(file));

  it('is the schema that reads sfmap.json; npm run json-schema writes it anew', () => {
    expect(file).toBe(projectJsonSchema(projectSchema()));
  });

  it('describes a connection in the user settings by the same schema', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const setting = manifest.contributes.configuration.properties['sfmap.connections'];
    expect(setting.scope).toBe('application');
    expect(setting.additionalProperties).toEqual(connectionJsonSchema(file));
  });

  const connection = { successFactors: { host: 'api4preview.sapsf.com', company: 'contosoT1', user: 'sfapi' } };
  it.each<[string, unknown, boolean]>([
    ['an empty project', {}, true],
    ['a connection', { connections: { test: { production: false, ...connection } } }, true],
    ['levels and parameters', { rules: { SFM2104: 'off' }, parameters: { businessEmailType: '8448' } }, true],
    ['a name that is not known', { connections: { test: { prodction: false, ...connection } } }, false],
    ['a secret', { connections: { test: { successFactors: { ...connection.successFactors, password: 'x' } } } }, false],
    ['a level that is none', { rules: { SFM2104: 'loud' } }, false],
    ['a parameter that is no text', { parameters: { businessEmailType: 8448 } }, false],
  ])('judges as sfmap does: %s', (_, content, good) => {
    expect([validate(content), projectSchema().safeParse(content).success]).toEqual([good, good]);
  });

  it('tells of every setting what it is', () => {
    const described: string[] = [];
    const walk = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      const { properties } = node as { properties?: Record<string, { description?: string }> };
      for (const child of Object.values(properties ?? {})) described.push(child.description ?? '');
      for (const child of Object.values(node)) walk(child);
    };
    walk(JSON.parse(file));
    expect(described.length).toBeGreaterThan(40);
    for (const description of described) expect(description).toMatch(/[^.]\.$/);
  });
});
