import type { Row } from '../model/entity.ts';

/** Where the rows of people come from: the seed alone. */
export interface Seed {
  /** Ids of all people, in the order in which their rows are stored. */
  readonly owners: readonly string[];
  has(owner: string): boolean;
  /** Whether a set holds rows of people, and not of the organisation. */
  isPersonal(set: string): boolean;
  /** The person whom a row, or a part of one, belongs to; null: one who does not exist; undefined: it names nobody. */
  ownerOf(set: string, row: Row): string | null | undefined;
  rows(set: string, owner: string): Row[];
}
