import type { FunctionDocument, functionSubjects } from '../../server/src/core/catalog/function-documents.ts';
import type { FunctionSignature } from '../../server/src/core/catalog/functions.ts';
import type { evaluateExpressionText } from '../../server/src/core/expressions/evaluate-text.ts';
import type { ExpressionInput, ExpressionOptions } from '../../server/src/core/expressions/expression-input.ts';

export interface FunctionCase {
  readonly expression: string;
  readonly input?: ExpressionInput | undefined;
  readonly documented?: true | string | undefined;
  readonly show?: true | undefined;
  readonly why?: string | undefined;
  readonly taken?: readonly string[] | undefined;
  readonly host?: Readonly<Record<string, never>> | undefined;
}

export interface PageCore {
  readonly FUNCTION_REFERENCE: string;
  readonly functionSubjects: typeof functionSubjects;
  readonly functionDocuments: ReadonlyMap<string, FunctionDocument>;
  readonly functionSignatures: ReadonlyMap<string, FunctionSignature>;
  readonly signatureText: (signature: FunctionSignature) => string;
  readonly evaluateExpression: typeof evaluateExpressionText;
}

export function seededRandom(seed?: number): () => number;
export function caseOptions(one: Pick<FunctionCase, 'host' | 'taken'>): ExpressionOptions;
export function functionPage(name: string, cases: readonly FunctionCase[], core: PageCore): string;
export function functionIndex(core: PageCore): string;
