import { projectError } from './project-error.ts';

/**
 * Company and user of a sign-in, from the two ways in which people write them: apart, or as `username@companyID`
 * as the Entra portal asks for them ("Tutorial: Configure SuccessFactors writeback in Azure Active Directory").
 * The split is at the last `@`, for a user name may be an e-mail address. A company ID is case-sensitive.
 *
 * @param place Where it is written, for messages.
 * @returns `split` is what the file says, where it holds both.
 * @throws SfmapError exit 2: no company, no user.
 */
export function companyUser(
  user: string,
  company: string | undefined,
  place: string,
): { readonly user: string; readonly company: string; readonly split?: string } {
  const name = user.trim();
  const at = name.lastIndexOf('@');
  const after = at < 0 ? '' : name.slice(at + 1);

  if (company !== undefined && company.trim() !== '') {
    const wanted = company.trim();
    const alone = after === wanted ? name.slice(0, at) : name;
    return { user: nonEmpty(alone, place), company: wanted, ...(alone !== name && { split: name }) };
  }
  if (at < 0 || after === '') {
    throw projectError(`${place}.company is missing.`, 'Add the company ID, for example "company": "contosoT1".');
  }
  return { user: nonEmpty(name.slice(0, at), place), company: after, split: name };
}

function nonEmpty(user: string, place: string): string {
  if (user === '') throw projectError(`${place}.user is empty.`, 'Give the name of the API user.');
  if (user.includes(':')) {
    throw projectError(`${place}.user holds a colon.`, 'Give the name alone: a password never stands in sfmap.json.');
  }
  return user;
}
