import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bindMapping } from '../../server/src/core/analysis/bind.ts';
import { parseMapping } from '../../server/src/core/language/parse.ts';
import { evaluateMapping } from '../../server/src/core/mapping/evaluate.ts';
import { type Row, ratio, report } from './measure.ts';

const PEOPLE = 10_000;
const shared = process.env['SFMAP_SHARED'] ?? join(process.cwd(), '..', 'shared');
const file = join(shared, 'data', 'payloads', 'perperson-all-entities.json');

/** 100 mappings over the attributes of the built-in list: most direct, some with an expression. */
function mapping(): string {
  const styles = JSON.parse(readFileSync(join(shared, 'data', 'payloads', 'attributes-100-by-style.json'), 'utf8'));
  const attributes = styles.index0 as [string, string][];
  const entries = attributes.map(([name, path], i) => `  a${i}_${name.replace(/\W/g, '')} = ${path}`);
  const names = attributes.map(([name], i) => `a${i}_${name.replace(/\W/g, '')}`);
  const mappings = names.map((name, i) => {
    const next = names[(i + 1) % names.length];
    const expression =
      i % 4 === 0
        ? `IIF(IsPresent([${name}]), [${name}], [${next}])`
        : i % 4 === 1
          ? `Join(" ", [${name}], [${next}])`
          : `[${name}]`;
    return `  t${i} <- ${expression}`;
  });
  return ['provision SuccessFactors -> EntraID', 'source {', ...entries, '}', 'map {', ...mappings, '}'].join('\n');
}

function run(people: number): { row: Row } {
  const text = JSON.stringify(JSON.parse(readFileSync(file, 'utf8')));
  const model = bindMapping(parseMapping(mapping()));
  let parse = 0;
  let evaluate = 0;
  let values = 0;
  let peak = 0;
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < people; i++) {
    const start = performance.now();
    const payload = JSON.parse(text.replaceAll('100001', String(200_000 + i)));
    const parsed = performance.now();
    const { targets } = evaluateMapping(model, payload);
    evaluate += performance.now() - parsed;
    parse += parsed - start;
    values += targets.size;
    if (i % 1_000 === 999) {
      globalThis.gc?.();
      peak = Math.max(peak, process.memoryUsage().heapUsed - before);
    }
  }
  return {
    row: {
      name: `${people.toLocaleString('en-US')} people × ${values / people} mappings`,
      cells: {
        'JSON.parse': `${(parse / 1000).toFixed(2)} s`,
        evaluation: `${(evaluate / 1000).toFixed(2)} s`,
        ratio: ratio(evaluate / parse),
        'people per second': Math.round(people / (evaluate / 1000)).toLocaleString('en-US'),
        'heap held after': `${(peak / 1e6).toFixed(1)} MB`,
      },
    },
  };
}

if (!existsSync(file))
  process.stderr.write('people: left out, because the shared payloads are not beside the project.\n');
else {
  run(500);
  report({
    title: 'Many people',
    about:
      'Everybody through 100 mappings from memory; the goal is at most 2.5 times the parsing of their JSON, and memory that does not grow.',
    rows: [run(PEOPLE / 10).row, run(PEOPLE).row],
  });
}
