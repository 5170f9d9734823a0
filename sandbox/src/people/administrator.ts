import type { Row } from '../model/entity.ts';
import type { Seed } from '../store/seed.ts';

const USER_ID = 'v4admin';

/** The built-in administrator: a User row that no person stands behind, and none of whose dates is filled. */
const row: Row = {
  userId: USER_ID,
  username: USER_ID,
  status: 't',
  firstName: 'SuccessFactors',
  lastName: 'Administrator',
  defaultFullName: 'SuccessFactors Administrator',
  hireDate: null,
  lastModified: null,
  lastModifiedDateTime: null,
};

/** A seed with the administrator behind all people. */
export function seedWithAdministrator(seed: Seed): Seed {
  return {
    owners: [...seed.owners, USER_ID],
    has: (owner) => owner === USER_ID || seed.has(owner),
    isPersonal: (set) => seed.isPersonal(set),
    ownerOf: (set, given) => (set === 'User' && given['userId'] === USER_ID ? USER_ID : seed.ownerOf(set, given)),
    rows: (set, owner) => {
      if (owner !== USER_ID) return seed.rows(set, owner);
      return set === 'User' ? [row] : [];
    },
  };
}
