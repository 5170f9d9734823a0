import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonpath as p3 } from 'json-p3';
import { JSONPath } from 'jsonpath-plus';
import { query as rfc9535 } from 'jsonpath-rfc9535';
import { compilePath } from '../../server/src/core/jsonpath/compile.ts';
import { parsePath } from '../../server/src/core/jsonpath/parse.ts';
import { compilePathSet } from '../../server/src/core/jsonpath/set.ts';
import { compared, ms, type Row, ratio, report } from './measure.ts';

type Payload = Readonly<Record<string, unknown>>;

const shared = process.env['SFMAP_SHARED'] ?? join(process.cwd(), '..', 'shared');
const data = join(shared, 'data', 'payloads');

function styleRow(
  style: string,
  attributes: readonly (readonly [string, string])[],
  text: string,
  payload: Payload,
): Row {
  const parse = () => void JSON.parse(text);
  const set = compilePathSet(new Map(attributes.map(([name, path], i) => [`${i} ${name}`, parsePath(path)])));
  const alone = attributes.map(([, path]) => compilePath(path));
  const together = compared(() => void set.read(payload as never), parse);
  const each = compared(() => {
    for (const path of alone) path.values(payload as never, 1);
  }, parse);
  // What a library refuses or throws at is part of its time: Microsoft's own filters are not all RFC 9535.
  const every = (run: (path: string) => unknown) =>
    compared(() => {
      for (const [, path] of attributes) {
        try {
          run(path);
        } catch {
          // Told by the differences in docs/second-opinion.md, not here.
        }
      }
    }, parse);
  const plus = every((path) => JSONPath({ path, json: payload, eval: 'safe', wrap: true }));
  const jsonP3 = every((path) => p3.query(path, payload as never));
  const rfc = every((path) => rfc9535(payload as never, path));
  return {
    name: style,
    cells: {
      'JSON.parse p50': ms(together.second.p50),
      'all paths in one walk, p50': ms(together.first.p50),
      p95: ms(together.first.p95),
      'ratio to JSON.parse': ratio(together.ratio),
      'path by path, ratio': ratio(each.ratio),
      'jsonpath-plus, ratio': ratio(plus.ratio),
      'json-p3, ratio': ratio(jsonP3.ratio),
      'jsonpath-rfc9535, ratio': ratio(rfc.ratio),
    },
  };
}

if (!existsSync(data)) {
  process.stderr.write('jsonpath: left out, because the shared payloads are not beside the project.\n');
} else {
  const text = readFileSync(join(data, 'perperson-all-entities.json'), 'utf8');
  const compact = JSON.stringify(JSON.parse(text));
  const styles = JSON.parse(readFileSync(join(data, 'attributes-100-by-style.json'), 'utf8')) as Record<
    string,
    [string, string][]
  >;
  const payload = JSON.parse(compact) as Payload;
  report({
    title: '100 attributes of one person',
    about:
      `Path evaluation alone over a person of ${Math.round(compact.length / 1000)} KB, for five ways of choosing the employment; ` +
      'the goal is at most 0.5 times JSON.parse of the payload.',
    rows: Object.entries(styles).map(([style, attributes]) => styleRow(style, attributes, compact, payload)),
  });
}
