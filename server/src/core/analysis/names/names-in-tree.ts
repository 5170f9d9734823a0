import { parameterReferences } from '../../language/parameters.ts';
import type {
  AttributeExpression,
  Declaration,
  Expression,
  JsonNode,
  MapOption,
  Name,
  Span,
  StringExpression,
} from '../../language/syntax.ts';
import { isExpression, walkExpression } from '../../language/walk.ts';
import { namesInPath } from './names-in-path.ts';
import type { NameForm, Occurrence, SymbolKind } from './occurrence.ts';

/** The names that the tree of a declaration holds, parameters left out. `source` is the text of the declaration. */
export function namesInTree(declaration: Declaration, source: string): Occurrence[] {
  const names = new TreeNames(source);
  names.declaration(declaration);
  return names.found;
}

/** `{{name}}` in a text that begins at `offset` of its declaration. */
export function parametersIn(text: string, offset: number): Occurrence[] {
  return parameterReferences(text).map(({ name, start, end }) => ({
    symbol: { kind: 'parameter', name },
    role: 'read',
    form: 'reference',
    start: offset + start + 2,
    end: offset + end - 2,
    whole: { start: offset + start, end: offset + end },
  }));
}

/** `[name]`; the bracket may be missing. */
export function attributeName({ name, start, end }: Omit<AttributeExpression, 'kind'>): Occurrence {
  const inner = { start: start + 1, end: Math.min(end, start + 1 + name.length) };
  return { symbol: { kind: 'source', name }, role: 'read', form: 'attribute', ...inner, whole: { start, end } };
}

/** A name as written, in quotes or without. */
export function writtenName(
  { text, start, end }: Name,
  source: string,
  kind: SymbolKind,
  role: Occurrence['role'] = 'read',
): Occurrence {
  const quoted = /^["'“”„«]/u.test(source.slice(start, end));
  const closed = quoted && end - start > 1 && /["'“”„«»]$/u.test(source.slice(start, end));
  const form: NameForm = quoted ? 'quoted' : 'bare';
  const inner = { start: start + (quoted ? 1 : 0), end: end - (closed ? 1 : 0) };
  return { symbol: { kind, name: text }, role, form, ...inner, whole: { start, end } };
}

class TreeNames {
  readonly found: Occurrence[] = [];

  constructor(private readonly source: string) {}

  declaration(declaration: Declaration): void {
    switch (declaration.kind) {
      case 'provision':
        this.#name(declaration.source, 'system');
        this.#name(declaration.target, 'system');
        break;
      case 'param':
        this.#name(declaration.name, 'parameter', 'declaration');
        break;
      case 'sample':
        this.#name(declaration.name, 'sample', 'declaration');
        this.#text(declaration.file, 'file');
        break;
      case 'attribute':
        this.#name(declaration.name, declaration.block, 'declaration');
        this.#name(declaration.type, 'type');
        if (declaration.path !== undefined) this.found.push(...namesInPath(declaration.path, this.source));
        break;
      case 'replace':
        for (const path of [declaration.from, declaration.to])
          if (path !== undefined) this.found.push(...namesInPath(path, this.source));
        break;
      case 'scope':
        this.#text(declaration.name, 'scope group', 'declaration');
        for (const { attribute, operator } of declaration.clauses) {
          if (attribute !== undefined) this.found.push(attributeName(attribute));
          this.#name(operator, 'operator');
        }
        break;
      case 'actions':
        for (const action of declaration.actions) this.#name(action, 'action');
        break;
      case 'map':
        this.#name(declaration.target, 'target', 'write');
        if (isExpression(declaration.source)) walkExpression(declaration.source, (node) => this.#expression(node));
        for (const option of declaration.options) this.#option(option);
        break;
      default:
        this.#lineOfBlock(declaration);
    }
  }

  #lineOfBlock(declaration: Declaration): void {
    switch (declaration.kind) {
      case 'limit': {
        const kind = declaration.limit?.text;
        this.#name(declaration.limit, kind === 'clear' || kind === 'change' ? 'limit' : 'action');
        this.#name(declaration.attribute, 'target');
        break;
      }
      case 'test':
        this.#text(declaration.name, 'test', 'declaration');
        break;
      case 'given':
        this.#text(declaration.file, 'file');
        this.#name(declaration.sample, 'sample');
        break;
      case 'existing':
        this.#targetsOf(declaration.json);
        break;
      case 'taken':
        this.#name(declaration.target, 'target');
        break;
      case 'expect':
        this.#name(declaration.target, 'target');
        if (declaration.condition?.kind === 'action') this.#name(declaration.condition.action, 'action');
        break;
    }
  }

  #expression(node: Expression): void {
    if (node.kind === 'attribute') this.found.push(attributeName(node));
    else if (node.kind === 'call') this.#name({ text: node.name, ...node.nameSpan }, 'function');
    else if (node.kind === 'identifier') this.#name({ ...node, text: node.name }, 'constant');
  }

  /** The words of an option without its number or text. */
  #option({ kind, start, end }: MapOption): void {
    const words = /^[\p{L}]+(?:\s+(?:create|always|nulls))?/u.exec(this.source.slice(start, end))?.[0] ?? '';
    this.#name({ text: kind, start, end: start + words.length }, 'option');
  }

  #targetsOf(json: JsonNode | undefined): void {
    for (const { text, start, end } of json?.names ?? []) {
      const inner: Span = { start: start + 1, end: end - 1 };
      this.found.push({
        symbol: { kind: 'target', name: text },
        role: 'read',
        form: 'json',
        ...inner,
        whole: { start, end },
      });
    }
  }

  #name(name: Name | undefined, kind: SymbolKind, role: Occurrence['role'] = 'read'): void {
    if (name !== undefined) this.found.push(writtenName(name, this.source, kind, role));
  }

  #text(node: StringExpression | undefined, kind: SymbolKind, role: Occurrence['role'] = 'read'): void {
    if (node !== undefined) this.#name({ text: node.value, start: node.start, end: node.end }, kind, role);
  }
}
