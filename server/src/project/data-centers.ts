/** What kind of tenant an API server holds, as far as its name tells. */
export type TenantKind = 'production' | 'preview' | 'demo';

interface DataCenter {
  /** Its numbers, old and new: `4` and `68`. */
  readonly numbers: readonly string[];
  readonly hosts: Readonly<Partial<Record<TenantKind, string>>>;
}

const center = (numbers: string, production: string, preview?: string, demo?: string): DataCenter => ({
  numbers: numbers.split(' '),
  hosts: { ...(production && { production }), ...(preview && { preview }), ...(demo && { demo }) },
});

/** The API servers of SuccessFactors by data centre (SAP, "List of SAP SuccessFactors API Servers"; KBA 2215682). */
export const dataCenters: readonly DataCenter[] = [
  center('2 57', 'api2.successfactors.eu', 'api2preview.sapsf.eu', 'apisalesdemo2.successfactors.eu'),
  center('4 68', 'api4.successfactors.com', 'api4preview.sapsf.com', 'api68sales.successfactors.com'),
  center('8 70', 'api8.successfactors.com', 'api8preview.sapsf.com', 'apisalesdemo8.successfactors.com'),
  center('10 66', 'api10.successfactors.com', 'api10preview.sapsf.com'),
  center('12 33', 'api012.successfactors.eu', 'api12preview.sapsf.eu'),
  center('15 30', 'api15.sapsf.cn', 'api15preview.sapsf.cn'),
  center('17 60', 'api17.sapsf.com', 'api17preview.sapsf.com'),
  center('19 62', 'api19.sapsf.com', 'api19preview.sapsf.com'),
  center('22', 'api22.sapsf.com', 'api22preview.sapsf.com'),
  center('23 84', 'api23.sapsf.com', 'api23preview.sapsf.com'),
  center('40', '', undefined, 'api40sales.sapsf.com'),
  center('41', 'api41.sapsf.com', 'api41preview.sapsf.com'),
  center('44 52', 'api44.sapsf.com', 'api44preview.sapsf.com'),
  center('47', 'api47.sapsf.com', 'api47preview.sapsf.com'),
  center('50', 'api50.sapsf.com', 'api50preview.sapsf.com'),
  center('55', 'api55.sapsf.eu', 'api55preview.sapsf.eu'),
  center('74', 'api74.sapsf.eu', 'api74preview.sapsf.eu'),
  center('80 in10', 'api-in10.hr.cloud.sap', 'api-in10-preview.hr.cloud.sap'),
  center('82 sa20', 'api-sa20.hr.cloud.sap', 'api-sa20-preview.hr.cloud.sap'),
];

/** Names under which people reach the web pages of a tenant: `performancemanager4`, `hcm12preview`, `salesdemo4`. */
const pages =
  /^(?:performancemanager|hcm|salesdemo|pmsalesdemo|sales|pm|career|jobs|sf)-?(?:0*(\d+)|([a-z]{2}\d{2}))?-?(?:preview|sales)?$/;

/**
 * Whether a host serves web pages, and which API server belongs to it.
 *
 * @param host A host of one of SuccessFactors' domains, in lower case.
 * @returns Undefined for what may be an API server; `api` is missing where the data centre is not known.
 */
export function pagesHost(host: string): { readonly api?: string } | undefined {
  const label = host.split('.', 1)[0] ?? '';
  const match = pages.exec(label);
  if (match === null) return undefined;
  const number = match[1] ?? match[2];
  const center = dataCenters.find(({ numbers }) => number !== undefined && numbers.includes(number));
  const api = center?.hosts[kindOf(label)];
  return api === undefined ? {} : { api };
}

/** What kind of tenant an API server holds; undefined for a host that no list names. The name proves nothing. */
export function tenantKind(host: string): TenantKind | undefined {
  const listed = dataCenters.some(({ hosts }) => Object.values(hosts).includes(host));
  return listed || host === 'api.successfactors.eu' ? kindOf(host.split('.', 1)[0] ?? '') : undefined;
}

function kindOf(label: string): TenantKind {
  if (label.includes('preview')) return 'preview';
  return label.includes('sales') ? 'demo' : 'production';
}
