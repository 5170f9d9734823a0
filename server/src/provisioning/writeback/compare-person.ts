import { type ContactGroup, contactGroups, type GroupName } from '../plan/groups.ts';
import { callLines } from '../plan/person-lines.ts';
import type { PersonPreview, PlannedCall, PlannedRecord, RestLine } from '../plan/person-preview.ts';
import { rowText, sameValues } from '../plan/row-values.ts';
import { compareUser } from './compare-user.ts';
import { type Desired, desiredContact, groupType, keptReason, type Outcomes } from './desired.ts';
import { judgePrimaries, type PrimaryJudgement } from './judge-primaries.ts';
import type { ContactRow, PersonRows } from './rows.ts';
import { statusWarnings } from './user-status.ts';

/** A person of Entra ID, as far as a preview names them. */
export interface PersonName {
  readonly name: string;
  readonly userPrincipalName: string;
}

/**
 * What a mapping would change for one person: the rows wanted, compared with the rows that SuccessFactors holds. E-mail
 * addresses are compared exactly: another case is a change.
 *
 * @param outcomes What the mapping yields, without targets that flow only at creation.
 * @param switchPrimary Move primary flags instead of refusing.
 */
export function comparePerson(
  person: PersonName,
  rows: PersonRows,
  outcomes: Outcomes,
  switchPrimary: boolean,
): PersonPreview {
  const groups = contactGroups
    .filter((group) => outcomes.has(group.value.target))
    .map((group) => contactState(group, rows, outcomes));
  rejectSharedTypes(groups);

  const known = (entity: ContactGroup['entity']) =>
    new Map(
      contactGroups
        .filter((group) => group.entity === entity)
        .flatMap((group): [string, GroupName][] => {
          const type = groupType(group, outcomes);
          return type === undefined ? [] : [[type, group.name]];
        }),
    );
  const judge = (entity: ContactGroup['entity']) =>
    judgePrimaries(
      entity === 'PerEmail' ? 'e-mail' : 'phone',
      entity === 'PerEmail' ? rows.emails : rows.phones,
      groups.flatMap((state) => (state.group.entity === entity ? wantedRow(state) : [])),
      known(entity),
      switchPrimary,
    );
  const judgements = [
    { entity: 'PerEmail', judgement: judge('PerEmail') },
    { entity: 'PerPhone', judgement: judge('PerPhone') },
  ] as const;
  const refused = new Map(judgements.flatMap(({ judgement }) => [...judgement.refused]));
  const user = compareUser(rows, outcomes);

  const written = groups.filter((state) => differs(state) && !refused.has(state.group.name));
  const switches = judgements.flatMap(({ entity, judgement }) =>
    switchCall(entity, judgement, groups, known(entity), rows),
  );
  const inSwitch = new Set(switches.flatMap((call) => call.records).map((record) => record.group));
  const alone = written.filter((state) => !inSwitch.has(state.group.name)).flatMap((state) => recordOf(state, rows));
  const calls: PlannedCall[] = [];
  // The User first, then the rows that hang on the person (KBA 2619357 gives the order of entities).
  if (user.record) calls.push({ together: false, records: [user.record] });
  if (alone.length > 0) calls.push({ together: false, records: alone });
  calls.push(...switches);
  const shown = new Set(callLines(calls).map(({ target }) => target));

  return {
    ...person,
    personIdExternal: rows.personIdExternal,
    primaryNow: { emails: primaryTypes(rows.emails), phones: primaryTypes(rows.phones) },
    lines: [
      ...groups.flatMap((state) => contactLines(state, outcomes, refused.has(state.group.name))),
      ...user.lines,
    ].filter(({ target }) => !shown.has(target)),
    refusals: [
      ...[...refused].map(([group, reason]) => ({ group, reason })),
      ...(user.refusal === undefined ? [] : [{ group: 'user' as const, reason: user.refusal }]),
    ],
    errors: [
      ...groups.flatMap(({ group, desired }) =>
        desired.state === 'error' ? [{ group: group.name, reason: desired.message }] : [],
      ),
      ...(user.error === undefined ? [] : [{ group: 'user' as const, reason: user.error }]),
    ],
    warnings: [...judgements.flatMap(({ judgement }) => judgement.warning ?? []), ...statusWarnings(rows, calls)],
    calls,
  };
}

interface ContactState {
  readonly group: ContactGroup;
  desired: Desired;
  /** The row of this type that SuccessFactors holds. */
  readonly row: ContactRow | undefined;
}

function contactState(group: ContactGroup, rows: PersonRows, outcomes: Outcomes): ContactState {
  const type = groupType(group, outcomes);
  const present = group.entity === 'PerEmail' ? rows.emails : rows.phones;
  return { group, desired: desiredContact(group, outcomes), row: present.find((row) => row.type === type) };
}

/** Two groups with one type would overwrite each other's row. */
function rejectSharedTypes(states: readonly ContactState[]): void {
  for (const [index, state] of states.entries()) {
    const { desired, group } = state;
    if (desired.state !== 'row') continue;
    const twin = states
      .slice(index + 1)
      .find(
        (other) =>
          other.group.entity === group.entity && other.desired.state === 'row' && other.desired.type === desired.type,
      );
    if (twin === undefined) continue;
    const message = `${group.type.target} and ${twin.group.type.target} are both ${desired.type}. Give each its own option id.`;
    state.desired = { state: 'error', message };
    twin.desired = { state: 'error', message };
  }
}

const primaryTypes = (rows: readonly ContactRow[]) => rows.filter((row) => row.isPrimary).map((row) => row.type);

function differs({ desired, row }: ContactState): boolean {
  return desired.state === 'row' && !sameValues(desired.values, row?.values);
}

function wantedRow(state: ContactState) {
  const { desired, group } = state;
  if (desired.state !== 'row') return [];
  return [{ group: group.name, type: desired.type, isPrimary: desired.isPrimary, differs: differs(state) }];
}

function recordOf({ group, desired, row }: ContactState, rows: PersonRows): readonly PlannedRecord[] {
  if (desired.state !== 'row') return [];
  return [
    {
      group: group.name,
      entity: group.entity,
      key: { [group.type.property]: desired.type, personIdExternal: rows.personIdExternal },
      before: row?.values ?? null,
      after: desired.values,
      givesUpPrimary: false,
    },
  ];
}

/** Old false and new true in one call: neither state in between is allowed. */
function switchCall(
  entity: ContactGroup['entity'],
  judgement: PrimaryJudgement,
  groups: readonly ContactState[],
  known: ReadonlyMap<string, GroupName>,
  rows: PersonRows,
): readonly PlannedCall[] {
  const promoted = groups.find((state) => state.group.name === judgement.promoted);
  if (promoted === undefined) return [];
  const demoted = judgement.demoted.flatMap((type): readonly PlannedRecord[] => {
    const wanted = groups.find(
      ({ group, desired }) => group.entity === entity && desired.state === 'row' && desired.type === type,
    );
    if (wanted) return recordOf(wanted, rows);
    const row = (entity === 'PerEmail' ? rows.emails : rows.phones).find((candidate) => candidate.type === type);
    if (row === undefined) return [];
    const property = promoted.group.value.property;
    return [
      {
        group: known.get(type) ?? promoted.group.name,
        entity,
        key: { [promoted.group.type.property]: type, personIdExternal: rows.personIdExternal },
        before: row.values,
        after: { [property]: row.values[property] ?? null, isPrimary: false },
        givesUpPrimary: true,
      },
    ];
  });
  return [{ together: true, records: [...demoted, ...recordOf(promoted, rows)] }];
}

function contactLines({ group, desired, row }: ContactState, outcomes: Outcomes, refused: boolean): RestLine[] {
  const all = [group.value, group.type, group.flag, ...group.extra].filter(({ target }) => outcomes.has(target));
  // Of a row that is left as it is, its value and its flag tell enough.
  const parts =
    desired.state === 'none' ? all.filter((part) => part === group.value || (row && part === group.flag)) : all;
  return parts.map(({ target, property }) => {
    const before = rowText(property === group.type.property ? row?.type : row?.values[property]);
    const wanted =
      desired.state === 'row'
        ? property === group.type.property
          ? desired.type
          : desired.values[property]
        : undefined;
    const line = { group: group.name, target, before };
    if (desired.state === 'error') return { ...line, after: attempted(target, outcomes), note: 'error' };
    const after = rowText(wanted);
    if (after === null) return { ...line, after, note: 'kept', ...keptReason(target, group.value.target, outcomes) };
    return { ...line, after, note: refused && before !== after ? 'refused' : 'unchanged' };
  });
}

function attempted(target: string, outcomes: Outcomes): string | null {
  const outcome = outcomes.get(target);
  return outcome?.state === 'value' ? String(outcome.value) : null;
}
