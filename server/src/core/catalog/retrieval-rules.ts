/** When the connector expands a navigation. */
export interface RetrievalRule {
  /** From PerPerson on, as `$expand` takes it. */
  readonly node: string;
  /** `always`, or the source attributes of which one must be mapped. */
  readonly when: 'always' | readonly string[];
  /** Any mapped attribute whose path goes there will do. */
  readonly byPath?: true;
  /** The edition of 2020 does not have it. */
  readonly since?: 'current';
  /** The table does not name these attributes, but they are the connector's own and cannot be filled without the node. */
  readonly assumed?: true;
}

const JOB = 'employmentNav/jobInfoNav';

/**
 * What the connector fetches. Source: Microsoft, "How Microsoft Entra provisioning integrates with SAP SuccessFactors",
 * "Supported entities" (editions of 2020 and of today); the path of the corporate address and the country of the
 * company: the queries in the same document. A navigation that stands here with no rule that holds is not expanded, and
 * neither is one that does not stand here.
 */
export const retrievalRules: readonly RetrievalRule[] = [
  { node: 'employmentNav/userNav', when: 'always' },
  { node: 'employmentNav/userNav/manager/empInfo', when: 'always', since: 'current' },
  { node: JOB, when: 'always' },
  { node: 'personalInfoNav', when: 'always' },
  { node: 'personEmpTerminationInfoNav', when: 'always' },
  { node: 'phoneNav', when: 'always' },
  { node: 'emailNav', when: 'always' },
  { node: `${JOB}/companyNav`, when: ['company', 'companyId'] },
  { node: `${JOB}/companyNav/countryOfRegistrationNav`, when: ['twoCharCountryCode'] },
  { node: `${JOB}/departmentNav`, when: ['department', 'departmentId'] },
  { node: `${JOB}/businessUnitNav`, when: ['businessUnit', 'businessUnitId'] },
  { node: `${JOB}/costCenterNav`, when: ['costCenter', 'costCenterId'] },
  { node: `${JOB}/costCenterNav`, when: ['costCenterDescription'], assumed: true },
  { node: `${JOB}/divisionNav`, when: ['division', 'divisionId'] },
  { node: `${JOB}/jobCodeNav`, when: ['jobCode', 'jobCodeId'] },
  { node: `${JOB}/payGradeNav`, when: ['payGrade'] },
  { node: `${JOB}/locationNav`, when: ['location'] },
  { node: `${JOB}/locationNav`, when: ['LocationName'], assumed: true },
  {
    node: `${JOB}/locationNav/addressNavDEFLT`,
    when: ['officeLocationAddress', 'officeLocationCity', 'officeLocationZipCode'],
  },
  { node: `${JOB}/locationNav/addressNavDEFLT`, when: ['officeLocationCustomString4'], assumed: true },
  { node: `${JOB}/eventReasonNav`, when: ['eventReason'] },
  { node: 'employmentNav/empGlobalAssignmentNav', when: ['assignmentType'] },
  { node: 'employmentNav/empGlobalAssignmentNav/assignmentTypeNav', when: ['assignmentType'] },
  { node: `${JOB}/employmentTypeNav`, when: ['employmentType'] },
  { node: `${JOB}/employeeClassNav`, when: ['employeeClass'] },
  { node: `${JOB}/emplStatusNav`, when: ['emplStatus'] },
  { node: `${JOB}/positionNav`, when: ['positionNav'], byPath: true, since: 'current' },
  { node: `${JOB}/managerUserNav`, when: ['managerUserNav'], byPath: true, since: 'current' },
];

/** The edition of the connector: its queries of 2020, or today's. */
export type ConnectorGeneration = '2020' | 'current';

/** Whether the connector expands a node, or what would make it. */
export type Retrieval = { readonly fetched: true } | MissingRetrieval;

/** What would make the connector expand a node. */
export type MissingRetrieval =
  /** One of these attributes must be mapped. */
  | { readonly fetched: false; readonly attributes: readonly string[] }
  /** Nothing makes it; `sinceCurrent`: today's edition does it. */
  | { readonly fetched: false; readonly attributes?: never; readonly sinceCurrent: boolean };

/**
 * Whether the connector fetches a node for a mapping. What lies above an expanded node is expanded with it.
 *
 * @param isMapped Whether a source attribute is mapped.
 */
export function retrievalOf(
  node: string,
  isMapped: (attribute: string) => boolean,
  generation: ConnectorGeneration,
): Retrieval {
  const about = rulesByNode.get(node) ?? [];
  const present = about.filter(({ since }) => since === undefined || generation === 'current');
  if (present.some((rule) => holds(rule, isMapped) || (rule.byPath === true && rule.node === node)))
    return { fetched: true };
  const attributes = present
    .filter((rule) => rule.node === node && rule.assumed === undefined)
    .flatMap(({ when }) => when);
  if (attributes.length > 0) return { fetched: false, attributes };
  return { fetched: false, sinceCurrent: about.length > present.length };
}

/** Whether an attribute that is mapped makes the connector expand the node of a rule. */
function holds({ when }: RetrievalRule, isMapped: (attribute: string) => boolean): boolean {
  return when === 'always' || when.some(isMapped);
}

/** The rules that can bring a node: its own, and those of what lies below it. */
const rulesByNode = new Map<string, RetrievalRule[]>();
for (const rule of retrievalRules) {
  const names = rule.node.split('/');
  for (const [index] of names.entries()) {
    const node = names.slice(0, index + 1).join('/');
    rulesByNode.set(node, [...(rulesByNode.get(node) ?? []), rule]);
  }
}

/** A navigation that the connector expands for a mapping, and why. */
export interface Expansion {
  readonly node: string;
  /** `always`, or the mapped attributes that bring it. */
  readonly because: 'always' | readonly string[];
}

/** The nodes that a mapping has the connector expand: those that are always there, then as the attributes come. */
export function expansions(
  mapped: Iterable<{ readonly name: string; readonly nodes: Iterable<string> }>,
  generation: ConnectorGeneration,
): readonly Expansion[] {
  const rules = retrievalRules.filter(({ since }) => since === undefined || generation === 'current');
  const always = new Set(rules.filter(({ when }) => when === 'always').map(({ node }) => node));
  const brought = new Map<string, string[]>();
  const bring = (node: string, name: string) => {
    const names = brought.get(node) ?? [];
    brought.set(node, names.includes(name) ? names : [...names, name]);
  };
  for (const { name, nodes } of mapped) {
    for (const rule of rulesByAttribute.get(name.toLowerCase()) ?? [])
      if (rules.includes(rule) && !always.has(rule.node)) bring(rule.node, name);
    for (const node of nodes) if (rules.some((rule) => rule.byPath === true && rule.node === node)) bring(node, name);
  }
  return [
    ...[...always].map((node): Expansion => ({ node, because: 'always' })),
    ...[...brought].map(([node, because]): Expansion => ({ node, because })),
  ];
}

const rulesByAttribute = new Map<string, RetrievalRule[]>();
for (const rule of retrievalRules) {
  for (const name of rule.when === 'always' ? [] : rule.when) {
    const key = name.toLowerCase();
    rulesByAttribute.set(key, [...(rulesByAttribute.get(key) ?? []), rule]);
  }
}
