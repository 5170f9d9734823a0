/**
 * A document as readable JSON, part by part: properties that are iterable and no arrays are read item by item, so that a
 * long list is never held whole.
 */
export function* jsonParts(document: Readonly<Record<string, unknown>>): Generator<string> {
  let separator = '{';
  for (const [name, value] of Object.entries(document)) {
    if (value === undefined) continue;
    yield `${separator}\n  ${JSON.stringify(name)}: `;
    separator = ',';
    if (isLongList(value)) yield* listParts(value);
    else yield indented(value, '  ');
  }
  yield separator === '{' ? '{}\n' : '\n}\n';
}

function* listParts(items: Iterable<unknown>): Generator<string> {
  let separator = '[';
  for (const item of items) {
    yield `${separator}\n    ${indented(item, '    ')}`;
    separator = ',';
  }
  yield separator === '[' ? '[]' : '\n  ]';
}

const isLongList = (value: unknown): value is Iterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.iterator in value && !Array.isArray(value);

const indented = (value: unknown, by: string) => JSON.stringify(value, undefined, 2).replaceAll('\n', `\n${by}`);
