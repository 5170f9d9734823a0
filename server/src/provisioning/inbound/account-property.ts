import { entraAttribute } from '../../core/catalog/entra-attributes.ts';

/** The name by which Graph compares a target: `employeeId`, `onPremisesExtensionAttributes/extensionAttribute1`. */
export function filterProperty(target: string): string | undefined {
  const place = entraAttribute(target)?.graphPlace;
  return place?.replace(/\[0\]$/, '').replaceAll('.', '/');
}

/** Entra ID compares the texts of accounts without regard to letter case. */
export const comparable = (text: string): string => text.toLowerCase();
