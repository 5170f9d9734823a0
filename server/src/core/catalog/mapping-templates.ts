import type { ProvisioningPair } from '../analysis/model.ts';

/**
 * A new mapping file for each pair of systems, with the attribute mappings that the portal creates. Microsoft prints one
 * table for both inbound apps, with the names of Active Directory; for Entra ID the same attributes stand under its own
 * names. Where two rows of it feed one target, the one of the location is taken;
 * `mail` of Entra ID is left out, because Exchange Online keeps it.
 * Sources: "SAP SuccessFactors integration reference", default attribute mapping; "Tutorial: Configure attribute
 * write-back from Microsoft Entra ID to SAP SuccessFactors".
 */
export const mappingTemplates: Readonly<Record<ProvisioningPair, string>> = {
  'SuccessFactors->EntraID': `// Workers, from SuccessFactors Employee Central to Microsoft Entra ID.
provision SuccessFactors -> EntraID

/// A verified domain of the Entra tenant, for user principal names: sfmap.json gives one for each connection.
param domain

// sample worker = "people/worker.json"      // one person as SuccessFactors returns it: values show in the lines

actions create, update, disable

map {
  employeeId        <- [personIdExternal]                                                                           match 1
  userPrincipalName <- Append(NormalizeDiacritics(StripSpaces(Join(".", [firstName], [lastName]))), "@{{domain}}")  on create
  mailNickname      <- NormalizeDiacritics(StripSpaces(Join(".", [firstName], [lastName])))                         on create
  displayName       <- [displayName]
  givenName         <- [firstName]
  surname           <- [lastName]
  jobTitle          <- [jobTitle]
  department        <- [department]
  companyName       <- [division]
  manager           <- [manager]
  streetAddress     <- [officeLocationAddress]
  postalCode        <- [officeLocationZipCode]
  city              <- [city]
  state             <- [state]
  country           <- [country]
  /// Who has no active employment is disabled.
  accountEnabled    <- Switch([activeEmploymentsCount], "True", "0", "False")
}
`,
  'SuccessFactors->ActiveDirectory': `// Workers, from SuccessFactors Employee Central to Active Directory.
provision SuccessFactors -> ActiveDirectory

/// The suffix of user principal names: sfmap.json gives one for each connection.
param domain

// sample worker = "people/worker.json"      // one person as SuccessFactors returns it: values show in the lines

actions create, update, disable

map {
  employeeID        <- [personIdExternal]                                                                           match 1
  sAMAccountName    <- [username]                                                                                   on create
  userPrincipalName <- Append(NormalizeDiacritics(StripSpaces(Join(".", [firstName], [lastName]))), "@{{domain}}")  on create
  cn                <- Join(" ", [firstName], [lastName])                                                           on create
  displayName       <- [displayName]
  givenName         <- [firstName]
  sn                <- [lastName]
  title             <- [jobTitle]
  department        <- [department]
  company           <- [division]
  manager           <- [manager]
  mail              <- [emailAddress]
  streetAddress     <- [officeLocationAddress]
  postalCode        <- [officeLocationZipCode]
  l                 <- [city]
  st                <- [state]
  co                <- [country]
  c                 <- [twoCharCountryCode]
  /// Who has no active employment is disabled. New accounts stand in the container that the app is set up with.
  accountDisabled   <- Switch([activeEmploymentsCount], "False", "0", "True")
}
`,
  'EntraID->SuccessFactors': `// E-mail addresses and phone numbers, from Microsoft Entra ID back to SuccessFactors Employee Central.
provision EntraID -> SuccessFactors

// Option ids of the tenant's picklists, as Picklist Center shows them, without the comma: sfmap.json gives them.
param businessEmailType
param businessPhoneType
param cellPhoneType

// sample user = "people/user.json"          // one user as Microsoft Graph returns it: values show in the lines

target {
  businessPhoneNumber    = $.phoneNav.results[?(@.phoneType == '{{businessPhoneType}}')].phoneNumber
  businessPhoneType      = $.phoneNav.results[?(@.phoneType == '{{businessPhoneType}}')].phoneType
  businessPhoneIsPrimary = $.phoneNav.results[?(@.phoneType == '{{businessPhoneType}}')].isPrimary
  cellPhoneNumber        = $.phoneNav.results[?(@.phoneType == '{{cellPhoneType}}')].phoneNumber
  cellPhoneType          = $.phoneNav.results[?(@.phoneType == '{{cellPhoneType}}')].phoneType
  cellPhoneIsPrimary     = $.phoneNav.results[?(@.phoneType == '{{cellPhoneType}}')].isPrimary
}

map {
  personIdExternal       <- [employeeId]             match 1
  email                  <- [mail]
  emailType              <- "{{businessEmailType}}"
  emailIsPrimary         <- "true"
  businessPhoneNumber    <- [telephoneNumber]
  businessPhoneType      <- "{{businessPhoneType}}"
  businessPhoneIsPrimary <- "true"
  cellPhoneNumber        <- [mobile]
  cellPhoneType          <- "{{cellPhoneType}}"
  cellPhoneIsPrimary     <- "false"
}
`,
};
