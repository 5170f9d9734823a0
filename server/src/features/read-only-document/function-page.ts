import { FUNCTION_REFERENCE, type FunctionDocument, functionDocuments } from '../../core/catalog/function-documents.ts';
import { type FunctionSignature, functionSignatures, signatureText } from '../../core/catalog/functions.ts';
import { nearestName } from '../../core/nearest-name.ts';

/** The page of a function in Markdown: how it is called, what it does, null and empty, where the sources differ. */
export function functionPage(name: string): string {
  const signature = functionSignatures.get(name);
  const document = functionDocuments.get(name);
  if (signature === undefined || document === undefined) {
    const nearest = nearestName(name, functionSignatures.keys());
    return `There is no function ${name}.${nearest === undefined ? '' : ` Did you mean ${nearest}?`}\n`;
  }
  const parts = [
    `# ${name}`,
    `\`${signatureText(signature)}\` → ${signature.returns}`,
    signature.summary,
    document.details,
    ...section('Parameters', parameterTable(signature, document)),
    ...section('Null and empty', document.empty),
    ...section('Use', document.use),
    ...section('Where the sources differ', document.differs),
    `Source: Microsoft, "${document.source ?? FUNCTION_REFERENCE}".`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function section(title: string, text: string | undefined): string[] {
  return text === undefined || text === '' ? [] : [`## ${title}`, text];
}

function parameterTable({ parameters, repeating }: FunctionSignature, document: FunctionDocument): string {
  const rows = [
    ...parameters.map(({ name, optional }) => [name, optional === true ? 'may be left out' : 'required'] as const),
    ...repeating.map(({ name }) => [name, 'repeats'] as const),
  ];
  if (rows.length === 0) return '';
  const lines = rows.map(([name, kind]) => `| \`${name}\` | ${kind} | ${document.parameters[name] ?? ''} |`);
  return ['| parameter | | |', '| --- | --- | --- |', ...lines].join('\n');
}
