import { escapeMarkup, type Reply } from '../http/reply.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { wellKnown } from '../tenant/well-known.ts';
import type { Activity } from './activity.ts';
import { personStates } from './state.ts';

const PEOPLE_SHOWN = 500;
const URL_SHOWN = 300;

/** A table row; a list stands in its cell one below the other, and only the last cell may wrap. */
const cells = (values: readonly (string | number | readonly string[])[]): string =>
  `<tr>${values
    .map(
      (value) =>
        `<td>${[value]
          .flat()
          .map((line) => escapeMarkup(String(line)))
          .join('<br>')}</td>`,
    )
    .join('')}</tr>`;

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

const table = (caption: string, heads: readonly string[], rows: readonly string[]): string =>
  `<section><h2>${escapeMarkup(caption)}</h2>${
    rows.length === 0
      ? '<p>None yet.</p>'
      : `<table><thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`
  }</section>`;

/** Each situation with what it means and how many of these people are in it. */
function situationRows(people: readonly { situation: string; meaning: string }[]): string[] {
  const counts = new Map<string, number>();
  for (const { situation } of people) counts.set(situation, (counts.get(situation) ?? 0) + 1);
  const meanings = new Map(people.map(({ situation, meaning }) => [situation, meaning]));
  return [...counts].map(([situation, count]) => cells([situation, count, meanings.get(situation) ?? '']));
}

/**
 * The page at `/`: people and the situations that they are in, the latest sign-ins, writes and requests. Plain HTML
 * without a script.
 */
export function page(tenant: Tenant, activity: Activity): Reply {
  const states = personStates(tenant, PEOPLE_SHOWN);
  const people = states.map(({ personIdExternal, name, situation, emails, phones, entra }) =>
    cells([
      personIdExternal,
      name,
      situation,
      emails.map((row) => `${row.type} ${row.address}${row.primary ? ' ★' : ''}`),
      phones.length === 0 ? '∅' : phones.map((row) => `${row.type} ${row.number}${row.primary ? ' ★' : ''}`),
      entra ? (entra.mail ?? '∅') : 'no account',
      entra?.telephone ?? '∅',
      entra?.mobile ?? '∅',
    ]),
  );
  const writes = activity.writes.map((write) =>
    cells([
      write.at.slice(11, 19),
      write.system,
      write.system === 'graph' && write.kind !== 'change' ? `${write.kind} ${write.what}` : write.what,
      Object.entries(write.changes)
        .map(([name, [was, is]]) => `${name}: ${JSON.stringify(was)} → ${JSON.stringify(is)}`)
        .join(', '),
    ]),
  );
  const signIns = activity.signIns.map((seen) => cells([seen.at.slice(11, 19), seen.user, seen.kind]));
  const requests = activity.requests.map((seen) =>
    cells([
      seen.at.slice(11, 19),
      seen.system,
      seen.status === 0 ? 'dropped' : seen.status,
      seen.method,
      `${seen.ms} ms`,
      seen.url.length > URL_SHOWN ? `${seen.url.slice(0, URL_SHOWN)}…` : seen.url,
    ]),
  );
  const shown = Math.min(PEOPLE_SHOWN, tenant.population.size);
  const body = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Sandbox tenant ${wellKnown.company}</title>
<style>
:root { color-scheme: light dark; }
body { font: 14px/1.5 system-ui, sans-serif; margin: 2rem; }
table { border-collapse: collapse; } th, td { text-align: left; vertical-align: top; padding: .2rem .8rem .2rem 0; border-bottom: 1px solid #8884; }
th, td { white-space: nowrap; } td:last-child { white-space: normal; overflow-wrap: anywhere; min-width: 10rem; }
section { overflow-x: auto; }
</style></head><body>
<h1>Sandbox tenant ${wellKnown.company}</h1>
<p>Invented people; nothing here is real. ★ marks the primary row. ${shown} of ${counted(tenant.population.size, 'person', 'people')}, ${counted(activity.requestCount, 'request', 'requests')}, ${counted(activity.writeCount, 'write', 'writes')}, ${counted(activity.signInCount, 'sign-in', 'sign-ins')} since the start or the last reset.</p>
${table('Writes', ['Time', 'System', 'Row', 'Change'], writes)}
${table('People', ['Id', 'Name', 'Situation', 'E-mail', 'Phone', 'Entra mail', 'Entra telephone', 'Entra mobile'], people)}
${table(`Situations of the ${shown} people shown`, ['Situation', 'People', 'What the rows show'], situationRows(states))}
${table('Sign-ins', ['Time', 'User', 'Kind'], signIns)}
${table('Requests', ['Time', 'System', 'Status', 'Method', 'Took', 'URL'], requests)}
</body></html>`;
  return {
    status: 200,
    headers: {
      'content-type': 'text/html;charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    },
    body,
  };
}
