import { escapeMarkup } from '../http/reply.ts';

type Attributes = Record<string, string | number | boolean | undefined>;

/** One element; attributes without a value are left out. */
export function element(name: string, attributes: Attributes, ...children: string[]): string {
  const text = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeMarkup(String(value))}"`)
    .join('');
  return children.length === 0 ? `<${name}${text}/>` : `<${name}${text}>${children.join('')}</${name}>`;
}

/** `emailAddress` → `Email Address`. */
export function labelOf(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The part of SuccessFactors that an entity belongs to, as the tags of its documentation tell it. */
export function tagsOf(name: string): readonly string[] {
  if (name.startsWith('FO')) return ['Employee Central (EC)', 'Foundation/Organization (EC)'];
  if (name.startsWith('Per')) return ['Employee Central (EC)', 'Person (EC)'];
  if (name.startsWith('Emp')) return ['Employee Central (EC)', 'Employment (EC)'];
  return ['Foundation/Platform (PLT)'];
}
