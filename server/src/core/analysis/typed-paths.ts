import { builtInModel } from '../entity-model/built-in-model.ts';
import type { EntityModel } from '../entity-model/entity-model.ts';
import type { PathType, PathTypeProblem } from '../entity-model/path-type.ts';
import { typePath } from '../entity-model/type-path.ts';
import { expandPathParameters } from '../language/parameters.ts';
import type { PathNode } from '../language/syntax.ts';
import type { DeclarationChecks, DeclarationContext } from './diagnostic.ts';
import { pathOf } from './paths.ts';
import { eachPath, type WrittenPath } from './written-paths.ts';

const CAPACITY = 10_000;
const typed = new WeakMap<EntityModel, Map<string, PathType>>();

/** The type of a path. It depends on the text and the model alone, so it is kept. */
export function pathTypeOf(text: string, model: EntityModel = builtInModel): PathType {
  let known = typed.get(model);
  if (known === undefined || known.size >= CAPACITY) {
    known = new Map();
    typed.set(model, known);
  }
  let type = known.get(text);
  if (type === undefined) {
    type = typePath(pathOf(text), model);
    known.set(text, type);
  }
  return type;
}

type Kind = PathTypeProblem['kind'];
type ProblemOf<K extends Kind> = Extract<PathTypeProblem, { kind: K }>;

/** The checks of a rule that looks at some kinds of what the entity model has against a path. */
export function eachTypeProblem<K extends Kind>(
  kinds: readonly K[],
  look: (problem: ProblemOf<K>, path: WrittenPath, context: DeclarationContext) => void,
): DeclarationChecks {
  const isOfKind = (problem: PathTypeProblem): problem is ProblemOf<K> => kinds.some((kind) => kind === problem.kind);
  const problemsOf = (text: string, { entityModel }: DeclarationContext) =>
    pathTypeOf(text, entityModel).problems.filter(isOfKind);
  const { attribute, replace } = eachPath((path, context) => {
    const problems = problemsOf(path.node.text, context);
    if (problems.length === 0) return;
    const refuted = refutedBySample(path, context);
    for (const problem of problems) if (!refuted(problem)) look(problem, path, context);
  });
  // Nearly every path is sound, and this is asked of each by every rule: it must cost next to nothing.
  const sound = (node: PathNode | undefined, context: DeclarationContext) =>
    node === undefined || pathTypeOf(node.text, context.entityModel).problems.length === 0;
  return {
    attribute: (placed, context) => {
      if (context.direction !== undefined && !sound(placed.declaration.path, context)) attribute?.(placed, context);
    },
    replace: (placed, context) => {
      const { from, to } = placed.declaration;
      if (context.direction !== undefined && !(sound(from, context) && sound(to, context))) replace?.(placed, context);
    },
  };
}

/**
 * Whether the sample person has the better word: the path finds something as it stands, it gets further than the step
 * in question, or the rule for samples reports the step itself.
 */
function refutedBySample(
  { node, role }: WrittenPath,
  { reading, direction, parameters }: DeclarationContext,
): (problem: PathTypeProblem) => boolean {
  if (reading === undefined || direction !== 'inbound' || role === 'target') return () => false;
  const why = reading.why(expandPathParameters(node.text, parameters));
  if (why === undefined || why.cause === 'value-is-null') return () => true;
  if (why.cause === 'missing' && role !== 'replace-from') return () => true;
  return ({ step }) => step < why.step;
}
