/** Documents that rules of expressions rest on, by their titles. */
export const FUNCTION_REFERENCE =
  'Microsoft, "Reference for writing expressions for attribute mappings in Microsoft Entra ID"';
export const CUSTOMIZE_MAPPINGS =
  'Microsoft, "Customize user provisioning attribute-mappings for SaaS applications in Microsoft Entra ID"';
export const EXPRESSION_GUIDE = 'Microsoft, SuccessFactors expression mapping functions guide';
export const KNOWN_ISSUES = 'Microsoft, "Known issues for provisioning in Microsoft Entra ID"';
export const USER_UPDATE_ISSUES = 'Microsoft, "Troubleshoot HR user update issues"';
export const MANAGER_ISSUES = 'Microsoft, "Troubleshoot HR manager update issues"';
export const WRITEBACK_ISSUES = 'Microsoft, "Troubleshoot HR write back issues"';
export const INTEGRATION_REFERENCE = 'Microsoft, "How Microsoft Entra provisioning integrates with SAP SuccessFactors"';
export const DATE_FORMATS = 'Microsoft .NET, "Custom date and time format strings"';
export const REGULAR_EXPRESSIONS = 'Microsoft .NET, "Regular expression language - quick reference"';

/** A small mapping file for a rule's page: the pair, a matching mapping for it, and these lines. */
export function inboundExample(lines: string, target: 'EntraID' | 'ActiveDirectory' = 'EntraID'): string {
  return `provision SuccessFactors -> ${target}\n\nmap {\n  employeeId <- [personIdExternal] match 1\n${lines}}\n`;
}

/** As `inboundExample`, for a writeback. */
export function writebackExample(lines: string): string {
  return `provision EntraID -> SuccessFactors\n\nmap {\n  personIdExternal <- [employeeId] match 1\n${lines}}\n`;
}
