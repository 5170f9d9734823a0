import type {
  CallExpression,
  Expression,
  MapDeclaration,
  PlacedDeclaration,
  StringExpression,
} from '../language/syntax.ts';
import { childrenOf, isExpression } from '../language/walk.ts';
import { type DeclarationContext, editOf, type Fix, type TextEdit } from './diagnostic.ts';
import { quotedText } from './expression-constants.ts';
import { sameExpression } from './expression-equality.ts';
import { optionOf, removeOption } from './map-options.ts';

/** The values of an IIF or a Switch; the default of a Switch comes first, and is empty where its slot is. */
function branchesOf({ name, arguments: slots }: CallExpression): readonly (Expression | undefined)[] {
  if (name === 'IIF') return [slots[1], slots[2]];
  return name === 'Switch' ? slots.filter((_, slot) => slot % 2 === 1) : [];
}

/** The value that all branches share; of a Switch without default some people get null. */
export function onlyBranch(call: CallExpression): Expression | undefined {
  const branches = branchesOf(call);
  const [first] = branches;
  if (first === undefined) return undefined;
  return branches.every((branch) => branch !== undefined && sameExpression(first, branch)) ? first : undefined;
}

/**
 * The fix that writes a constant in the place of a result of a mapping's expression, preferred. Where every branch of a
 * choice would be alike then, one of them was most probably meant to be another: the fix writes the constant in the
 * place of the choice and is not preferred, or there is none because a parameter would be left without a use.
 *
 * @param shown The constant as the title names it.
 */
export function writeResult(
  placed: PlacedDeclaration<MapDeclaration>,
  result: Expression,
  text: string,
  { textOf }: Pick<DeclarationContext, 'textOf'>,
  shown = quotedText(text),
): Fix[] {
  const { source } = placed.declaration;
  const written: StringExpression = { ...result, kind: 'string', value: text };
  const title = `Write ${shown}`;
  const alike = isExpression(source) ? newlyAlike(source, result, written) : undefined;
  const isWritten = alike === undefined || sameExpression(alike.value, written);
  if (!isWritten || (alike !== undefined && textOf(placed, alike.choice).includes('{{'))) return [];
  const edits = writeConstant(placed, alike?.choice ?? result, quotedText(text), textOf);
  if (edits === undefined) return [];
  return [alike === undefined ? { title, preferred: true, edits } : { title: `${title} for everybody`, edits }];
}

/** Writes a constant. One that is the whole expression takes no default; undefined where a parameter would go with it. */
export function writeConstant(
  placed: PlacedDeclaration<MapDeclaration>,
  part: Expression,
  text: string,
  textOf: DeclarationContext['textOf'],
): readonly TextEdit[] | undefined {
  const edit = editOf(placed, part, text);
  const option = part === placed.declaration.source ? optionOf(placed.declaration, 'default') : undefined;
  if (option === undefined) return [edit];
  return textOf(placed, option).includes('{{') ? undefined : [edit, removeOption(placed, option, textOf)];
}

interface Alike {
  /** The outermost choice that is none any more. */
  readonly choice: Expression;
  /** What it gives to everybody. */
  readonly value: Expression;
}

/** The choice whose branches would all be alike with another part in the place of one; undefined where none would. */
export function newlyAlike(root: Expression, part: Expression, written: Expression): Alike | undefined {
  let alike: Alike | undefined;
  let [old, now] = [part, written];
  for (const parent of parentsOf(root, part)) {
    const replaced = withPart(parent, old, now);
    const only = replaced.kind === 'call' ? onlyBranch(replaced) : undefined;
    if (only !== undefined) alike = { choice: parent, value: only };
    [old, now] = [parent, only ?? replaced];
  }
  return alike;
}

function withPart(parent: Expression, old: Expression, now: Expression): Expression {
  const instead = <E extends Expression | undefined>(child: E) => (child === old ? now : child);
  if (parent.kind === 'call') return { ...parent, arguments: parent.arguments.map(instead) };
  if (parent.kind !== 'comparison') return parent;
  return { ...parent, left: instead(parent.left), right: instead(parent.right) };
}

/** The parts that hold a part, the nearest one first. */
function parentsOf(root: Expression, part: Expression): readonly Expression[] {
  const parents: Expression[] = [];
  for (let node: Expression | undefined = root; node !== undefined && node !== part; ) {
    parents.unshift(node);
    node = childrenOf(node).find(({ start, end }) => start <= part.start && part.end <= end);
  }
  return parents;
}
