import type { ConnectorGeneration } from '../catalog/retrieval-rules.ts';

const literal = (instant: Date) => `datetimeoffset'${instant.toISOString().replace('.000Z', 'Z')}'`;

/**
 * The `$filter` of a full cycle: everybody who has, or had, an employment. The edition of 2020 reads active workers
 * alone. Source: "SAP SuccessFactors integration reference", how full sync works.
 */
export function fullCycleFilter(now: Date, generation: ConnectorGeneration = 'current'): string {
  const employed = generation === '2020' ? 'ge 1' : 'ne null';
  return `(personEmpTerminationInfoNav/activeEmploymentsCount ${employed}) and (lastModifiedDateTime le ${literal(now)})`;
}

/**
 * The `$filter` of an incremental cycle: who changed after `since`, who begins or changes a record in between, and who
 * left on the day before. Source: "SAP SuccessFactors integration reference", how incremental sync works; the printed
 * template lacks one `or`, which stands here.
 */
export function incrementalCycleFilter(since: Date, now: Date, generation: ConnectorGeneration = 'current'): string {
  const within = (field: string, from = since, to = now) =>
    `(${field} ge ${literal(from)} and ${field} le ${literal(to)})`;
  const dated = (node: string) => [
    within(`${node}/startDate`),
    `(${within(`${node}/lastModifiedDateTime`)} and (${node}/startDate le ${literal(now)} and ` +
      `(${node}/endDate ge ${literal(now)} or ${node}/endDate eq null)))`,
  ];
  const [from, to] = dayBefore(now);
  const clauses = [
    within('lastModifiedDateTime'),
    ...dated('personalInfoNav'),
    ...dated('employmentNav'),
    ...dated('employmentNav/jobInfoNav'),
    within('phoneNav/lastModifiedDateTime'),
    within('emailNav/lastModifiedDateTime'),
    within('personEmpTerminationInfoNav/latestTerminationDate', from, to),
    within('employmentNav/userNav/lastModifiedDateTime'),
  ];
  const employed = generation === '2020' ? 'ge 1' : 'ne null';
  return `(personEmpTerminationInfoNav/activeEmploymentsCount ${employed}) and (${clauses.join(' or ')})`;
}

/** The calendar day before an instant, in UTC. */
function dayBefore(now: Date): [Date, Date] {
  const start = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() - 1));
  return [start, new Date(start.getTime() + 86_399_000)];
}
