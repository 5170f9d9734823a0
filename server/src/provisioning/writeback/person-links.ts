import type { Candidate } from './read-candidates.ts';

type Link = Candidate['link'];

/**
 * Which users in scope are linked to which person. Two users with one person would overwrite each other in turn, so neither
 * is written, also when only one of them was asked for.
 */
export class PersonLinks {
  /** The first user of each person: its object id, and its name for the sake of a second one. */
  readonly #first = new Map<string, string>();
  /** Of people with several users: object id and what to call the user. */
  readonly #shared = new Map<string, Map<string, string>>();

  add(link: Link, objectId: string, userPrincipalName: string): void {
    if (!('id' in link)) return;
    const { id } = link;
    const user = `${objectId}\n${userPrincipalName || objectId}`;
    const first = this.#first.get(id);
    if (first === undefined) this.#first.set(id, user);
    if (first === undefined || first.startsWith(`${objectId}\n`)) return;
    const users = this.#shared.get(id) ?? new Map([halves(first)]);
    this.#shared.set(id, users.set(...halves(user)));
  }

  /** Everybody to whom somebody is linked. */
  people(): Iterable<string> {
    return this.#first.keys();
  }

  /** The link of a user, or why it must not be followed. */
  alone(link: Link): Link {
    const users = 'id' in link ? this.#shared.get(link.id) : undefined;
    if (!('id' in link) || users === undefined) return link;
    const names = [...users.values()].join(', ');
    return { reason: `${users.size} Entra users are linked to person ${link.id}: ${names}. Correct one of them.` };
  }
}

function halves(user: string): [string, string] {
  const at = user.indexOf('\n');
  return [user.slice(0, at), user.slice(at + 1)];
}
