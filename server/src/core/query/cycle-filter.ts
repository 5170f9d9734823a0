import type { ConnectorGeneration } from '../catalog/retrieval-rules.ts';

/** A point in time, or the words that stand for it where nobody knows it yet. */
export type Instant = Date | string;

const literal = (instant: Instant) =>
  `datetimeoffset'${typeof instant === 'string' ? instant : instant.toISOString().replace('.000Z', 'Z')}'`;

const activeEmployments = 'personEmpTerminationInfoNav/activeEmploymentsCount';

/**
 * The `$filter` of a full cycle: everybody who has, or had, an employment. The edition of 2020 reads active workers
 * alone. Source: "SAP SuccessFactors integration reference", how full sync works.
 */
export function fullCycleFilter(now: Instant, generation: ConnectorGeneration = 'current'): string {
  return `(${activeEmployments} ${generation === '2020' ? 'ge 1' : 'ne null'}) and (lastModifiedDateTime le ${literal(now)})`;
}

/** The records whose slices begin and end: a change counts from the day on which it holds. */
const DATED = ['personalInfoNav', 'employmentNav', 'employmentNav/jobInfoNav'];

/**
 * The `$filter` of an incremental cycle: who changed after `since`, who begins or changes a record in between, and who
 * left on the day before. Source: "SAP SuccessFactors integration reference", how incremental sync works; the printed
 * template lacks one `or`, which stands here. It is the same in both editions: that of 2020 leaves people who have left out
 * of "the first initial full sync" alone, and looks at `latestTerminationDate` afterwards.
 *
 * @param lookBack Calendar dates are asked for from the day before this instant on. Without it as Microsoft does: leavers
 *   of the day before `now`, beginnings since the instant `since`. That suits a cycle every 40 minutes; whoever runs more
 *   rarely, or in another zone than the tenant, would miss some.
 */
export function incrementalCycleFilter(since: Instant, now: Instant, lookBack?: Date): string {
  const within = (field: string, from = since, to = now) =>
    `(${field} ge ${literal(from)} and ${field} le ${literal(to)})`;
  const dated = (node: string) => [
    within(`${node}/startDate`, lookBack === undefined ? since : dayBefore(lookBack)[0]),
    `(${within(`${node}/lastModifiedDateTime`)} and (${node}/startDate le ${literal(now)} and ` +
      `(${node}/endDate ge ${literal(now)} or ${node}/endDate eq null)))`,
  ];
  const [from] = dayBefore(lookBack ?? now);
  const [, to] = dayBefore(now);
  const clauses = [
    within('lastModifiedDateTime'),
    ...DATED.flatMap(dated),
    within('phoneNav/lastModifiedDateTime'),
    within('emailNav/lastModifiedDateTime'),
    within('personEmpTerminationInfoNav/latestTerminationDate', from, to),
    within('employmentNav/userNav/lastModifiedDateTime'),
  ];
  return `(${activeEmployments} ne null) and (${clauses.join(' or ')})`;
}

/** The fields that the filter of a full cycle asks, and by which a person who begins later is known. */
export const fullCycleFields: readonly string[] = [
  'lastModifiedDateTime',
  'personEmpTerminationInfoNav/activeEmploymentsCount',
  'employmentNav/startDate',
  'employmentNav/userNav/status',
];

/**
 * The fields that the filter of an incremental cycle asks. SuccessFactors judges a range over all slices of a record, so
 * that who reads the answer has to look again (SAP notes 2920680 and 2554717).
 */
export const incrementalCycleFields: readonly string[] = [
  ...fullCycleFields,
  ...DATED.flatMap((node) => ['startDate', 'endDate', 'lastModifiedDateTime'].map((name) => `${node}/${name}`)),
  'phoneNav/lastModifiedDateTime',
  'emailNav/lastModifiedDateTime',
  'personEmpTerminationInfoNav/latestTerminationDate',
  'employmentNav/userNav/lastModifiedDateTime',
];

/** The calendar day before an instant, in UTC; for words Microsoft's own. */
function dayBefore(now: Instant): [Instant, Instant] {
  if (typeof now === 'string') return ['<previousDayDateStartTime24hrs>', '<previousDayDateTime24hrs>'];
  const start = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() - 1));
  return [start, new Date(start.getTime() + 86_399_000)];
}
