/**
 * Puts words for people into a JSON schema.
 *
 * @param json The schema; its nodes get their `description`.
 * @param words What each property is, by its path; `*` stands for a name that the user chooses or for each item of a list.
 * @param what Of which file they are, for errors.
 * @param every Whether each property must have words; otherwise what speaks for itself is left.
 * @throws Error a property without words, or words without a property.
 */
export function describe(json, words, what, { every }) {
  const open = new Set(Object.keys(words));
  walk(json, '', (path, node) => {
    if (open.delete(path)) node.description = words[path];
    else if (every) throw new Error(`The property ${path} of ${what} has no description.`);
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
