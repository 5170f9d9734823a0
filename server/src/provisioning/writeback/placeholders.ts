import type { Outcome } from '../../core/mapping/outcome.ts';
import { type ContactGroup, contactGroups } from '../plan/groups.ts';
import { groupType, type Outcomes } from './desired.ts';
import type { PersonRows } from './rows.ts';

/** Texts that stand for "none yet", as a tenant enters them where a number or an address is mandatory. */
export type Placeholders = ReadonlySet<string>;

/** Placeholders as they are compared: blanks around them and letter case do not count. */
export function placeholdersOf(texts: readonly string[]): Placeholders {
  return new Set(texts.map(compared));
}

/**
 * The outcomes with every placeholder taken out that would overwrite a real value. A placeholder fills a row that is not
 * there or holds a placeholder itself ("SAP SuccessFactors integration reference", on new hires: the dummy value is
 * updated later), and nothing else.
 */
export function keepReal(outcomes: Outcomes, rows: PersonRows, placeholders: Placeholders): Outcomes {
  if (placeholders.size === 0) return outcomes;
  const dropped = contactGroups.flatMap((group): [string, Outcome][] => {
    const { target } = group.value;
    const wanted = outcomes.get(target);
    const held = heldValue(group, outcomes, rows);
    if (wanted?.state !== 'value' || typeof wanted.value !== 'string' || held === undefined) return [];
    if (!placeholders.has(compared(wanted.value)) || placeholders.has(compared(held))) return [];
    return [[target, { state: 'dropped', reason: `${wanted.value} is a placeholder, and this is a real value` }]];
  });
  return dropped.length === 0 ? outcomes : new Map([...outcomes, ...dropped]);
}

/** A warning for each placeholder that SuccessFactors holds and that the mapping has nothing to replace with. */
export function leftPlaceholders(outcomes: Outcomes, rows: PersonRows, placeholders: Placeholders): readonly string[] {
  return contactGroups.flatMap((group) => {
    const { target } = group.value;
    const held = heldValue(group, outcomes, rows);
    const wanted = outcomes.get(target);
    if (wanted === undefined || held === undefined || !placeholders.has(compared(held))) return [];
    if (wanted.state === 'error') return [];
    if (wanted.state === 'value' && typeof wanted.value === 'string' && !isNothing(wanted.value, placeholders))
      return [];
    return [
      `SuccessFactors holds the placeholder ${held} as ${group.name}, and the mapping has no ${target} to replace it.`,
    ];
  });
}

const isNothing = (value: string, placeholders: Placeholders) => value === '' || placeholders.has(compared(value));

/** The value of the row that a group writes. */
function heldValue(group: ContactGroup, outcomes: Outcomes, rows: PersonRows): string | undefined {
  const type = groupType(group, outcomes);
  const present = group.entity === 'PerEmail' ? rows.emails : rows.phones;
  const value = present.find((row) => row.type === type)?.values[group.value.property];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function compared(text: string): string {
  return text.trim().toLowerCase();
}
