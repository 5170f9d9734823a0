/**
 * Puts words for people into a JSON schema.
 *
 * @param json The schema; its nodes get their `description`.
 * @param words What each property is, by its path; `*` stands for a name that the user chooses or for each item of a list.
 * @param what Of which file they are, for errors.
 * @throws Error a property without words, or words without a property.
 */
export function describe(json, words, what) {
  const open = new Set(Object.keys(words));
  walk(json, '', (path, node) => {
    if (words[path] === undefined) throw new Error(`The property ${path} of ${what} has no description.`);
    open.delete(path);
    node.description = words[path];
  });
  if (open.size > 0) throw new Error(`No property of ${what} is called ${[...open].join(', ')}.`);
}

/** Puts words where they are given, and leaves what speaks for itself. */
export function describeSome(json, words, what) {
  const open = new Set(Object.keys(words));
  walk(json, '', (path, node) => {
    if (!open.delete(path)) return;
    node.description = words[path];
  });
  if (open.size > 0) throw new Error(`No property of ${what} is called ${[...open].join(', ')}.`);
}

function walk(node, path, visit) {
  const below = (name) => (path === '' ? name : `${path}.${name}`);
  const children = Object.entries(node.properties ?? {});
  const any = node.items ?? node.additionalProperties;
  if (typeof any === 'object' && (any.properties !== undefined || any.additionalProperties !== undefined))
    children.push(['*', any]);
  for (const [name, child] of children) {
    visit(below(name), child);
    walk(child, below(name), visit);
  }
}
