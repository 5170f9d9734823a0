import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { model as sandboxModel } from '../../../sandbox/src/model/model.ts';
import { retrievalRules } from '../../../server/src/core/catalog/retrieval-rules.ts';
import { builtInAttributes } from '../../../server/src/core/catalog/source-attributes.ts';
import { writebackTargets } from '../../../server/src/core/catalog/writeback-targets.ts';
import { builtInModel } from '../../../server/src/core/entity-model/built-in-model.ts';
import { holdsOneToday } from '../../../server/src/core/entity-model/entity-model.ts';
import { typePath } from '../../../server/src/core/entity-model/type-path.ts';
import { parsePath } from '../../../server/src/core/jsonpath/parse.ts';

const typed = (path: string) => typePath(parsePath(path), builtInModel);

describe('the built-in entities', () => {
  it('have their keys among their fields', () => {
    for (const entity of builtInModel.entities.values())
      for (const name of entity.key) expect(entity.properties.has(name), `${entity.name}.${name}`).toBe(true);
  });

  it('hold every entity that the connector fetches', () => {
    for (const { node } of retrievalRules) {
      let entity = builtInModel.entity('PerPerson');
      for (const name of node.split('/')) entity = builtInModel.entity(entity?.navigations.get(name)?.target ?? '');
      expect(entity, node).toBeDefined();
    }
  });

  it('agree with the sandbox, which was written from the protocol alone, on what both know', () => {
    const differences: string[] = [];
    for (const theirs of sandboxModel.values()) {
      const ours = builtInModel.entity(theirs.name);
      if (ours === undefined) continue;
      for (const { name, type } of theirs.properties.values()) {
        const known = ours.properties.get(name);
        if (known !== undefined && known.type !== type)
          differences.push(`${theirs.name}.${name}: ${known.type}, ${type}`);
      }
      for (const { name, many } of theirs.navigations.values()) {
        const known = ours.navigations.get(name);
        if (known !== undefined && known.many !== many) differences.push(`${theirs.name}.${name}: many ${known.many}`);
      }
    }
    // A small number of the sandbox's inventions; metadata of a tenant says otherwise.
    expect(differences).toEqual([
      'FOPayGrade.paygradeLevel: Edm.Int64, Edm.Double',
      'FOEventReason.implicitPositionAction: Edm.Int64, Edm.String',
    ]);
  });

  it('know which lists hold one record today', () => {
    const one = ['EmpJob', 'PerPersonal'];
    const many = ['PerEmail', 'PerPhone', 'EmpEmployment', 'PerAddressDEFLT', 'EmpJobRelationships'];
    for (const name of one) expect(holdsOneToday(builtInModel.entity(name) as never), name).toBe(true);
    for (const name of many) expect(holdsOneToday(builtInModel.entity(name) as never), name).toBe(false);
  });
});

describe('every path that Microsoft or its connector has', () => {
  const paths = [...builtInAttributes.values(), ...writebackTargets.values()].map(
    ({ name, path }) => [name, path] as const,
  );
  it.each(paths)('%s: %s has a type and no problem', (_, path) => {
    const { end, problems } = typed(path);
    expect(problems).toEqual([]);
    expect(end.kind).toBe('value');
  });

  it('gives the built-in attributes the types that they are declared with', () => {
    const types = {
      Integer: /Int/,
      DateTime: /DateTime/,
      Boolean: /Boolean/,
      String: /./,
      Reference: /String/,
      Binary: /./,
    };
    for (const { name, path, type } of builtInAttributes.values()) {
      const { end } = typed(path);
      expect(end.kind === 'value' ? end.property.type : '', name).toMatch(types[type]);
    }
  });

  const reference = join(import.meta.dirname, '../../../../shared/reference/successfactors-attributes.json');
  it.skipIf(!existsSync(reference))('that the reference tables print has none either (skipped without them)', () => {
    const { documentedExtra } = JSON.parse(readFileSync(reference, 'utf8')) as {
      documentedExtra: { jsonPath: string }[];
    };
    for (const { jsonPath } of documentedExtra.filter((row) => !row.jsonPath.includes('…')))
      expect(typed(jsonPath).problems, jsonPath).toEqual([]);
  });

  const styles = join(import.meta.dirname, '../../../../shared/data/payloads/attributes-100-by-style.json');
  it.skipIf(!existsSync(styles))('in all five styles of a hundred attributes (skipped without the data)', () => {
    const data = JSON.parse(readFileSync(styles, 'utf8')) as Record<string, [string, string][]>;
    for (const [, path] of Object.values(data).flat()) {
      expect(typed(path).problems, path).toEqual([]);
      expect(typed(path).end.kind, path).toBe('value');
    }
  });
});
