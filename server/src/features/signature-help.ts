import type { Analysis } from '../core/analysis/analyse.ts';
import { functionDocuments } from '../core/catalog/function-documents.ts';
import { type FunctionParameter, type FunctionSignature, functionSignatures } from '../core/catalog/functions.ts';
import { cursorContext, type OpenCall } from '../core/language/cursor-context.ts';

/** A parameter in the text of a signature; offsets are into that text. */
export interface SignatureParameter {
  readonly start: number;
  readonly end: number;
  readonly documentation: string;
}

/** One form of a function. */
export interface Signature {
  readonly text: string;
  /** Markdown. */
  readonly documentation: string;
  readonly parameters: readonly SignatureParameter[];
  /** The parameter that the cursor is on; undefined beyond the last one. */
  readonly active?: number;
}

/** What the call around an offset takes. */
export interface SignatureHelp {
  readonly signatures: readonly Signature[];
  /** The form that the call has, or will have with the argument at the cursor. */
  readonly active: number;
}

/**
 * The innermost call of a known function around an offset, by the tokens before it: also in a call that is not closed,
 * in an empty slot, and in a text with commas. Undefined outside of calls.
 */
export function signatureHelp({ file }: Pick<Analysis, 'file'>, offset: number): SignatureHelp | undefined {
  const context = cursorContext(file, offset);
  const calls = 'calls' in context ? (context.calls ?? []) : [];
  const call = calls.findLast(({ name }) => functionSignatures.has(name));
  const signature = call === undefined ? undefined : functionSignatures.get(call.name);
  if (call === undefined || signature === undefined) return undefined;
  const forms = formsOf(signature);
  return { signatures: forms.map((form) => written(form, call)), active: activeForm(forms, call) };
}

/** FormatDateTime has two forms: Microsoft prints it with styles and without. Every other function has one. */
function formsOf(signature: FunctionSignature): readonly FunctionSignature[] {
  if (signature.name !== 'FormatDateTime') return [signature];
  const without = signature.parameters.filter(({ optional }) => optional !== true);
  const withAll = signature.parameters.map(({ name, kind }) => ({ name, kind }));
  return [
    { ...signature, parameters: without },
    { ...signature, parameters: withAll },
  ];
}

function activeForm(forms: readonly FunctionSignature[], { slots }: OpenCall): number {
  const fitting = forms.findIndex(({ parameters, repeating }) => repeating.length > 0 || slots <= parameters.length);
  return fitting < 0 ? forms.length - 1 : fitting;
}

/** Parameters that repeat stand once, with dots behind them. */
function written(signature: FunctionSignature, call: OpenCall): Signature {
  const { name, parameters: fixed, repeating, returns, summary } = signature;
  const documents = functionDocuments.get(name)?.parameters ?? {};
  let text = `${name}(`;
  const parameters: SignatureParameter[] = [];
  for (const [index, parameter] of [...fixed, ...repeating].entries()) {
    if (index > 0) text += ', ';
    const label = parameter.optional === true ? `[${parameter.name}]` : parameter.name;
    parameters.push({
      start: text.length,
      end: text.length + label.length,
      documentation: documents[parameter.name] ?? '',
    });
    text += label;
  }
  text += `${repeating.length > 0 ? ', …' : ''}) → ${returns}`;
  const active = activeParameter(call.slot, fixed, repeating);
  return { text, documentation: summary, parameters, ...(active === undefined ? {} : { active }) };
}

function activeParameter(
  slot: number,
  fixed: readonly FunctionParameter[],
  repeating: readonly FunctionParameter[],
): number | undefined {
  if (slot < fixed.length) return slot;
  return repeating.length === 0 ? undefined : fixed.length + ((slot - fixed.length) % repeating.length);
}
