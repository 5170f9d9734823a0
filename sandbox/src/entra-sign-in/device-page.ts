import { escapeMarkup, type Reply, type Request } from '../http/reply.ts';
import { administrator, type EntraSignIn } from './entra-sign-in.ts';

const html = (status: number, title: string, body: string): Reply => ({
  status,
  headers: {
    'content-type': 'text/html;charset=utf-8',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
  },
  body: `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<style>:root { color-scheme: light dark; } body { font: 16px/1.5 system-ui, sans-serif; margin: 3rem auto; max-width: 36rem; } input, button { font: inherit; padding: .3rem .8rem; }</style>
</head><body><h1>${title}</h1>${body}</body></html>`,
});

const ask = (status: number, code: string, note = ''): Reply =>
  html(
    status,
    'Enter code',
    `<p>${note || 'Enter the code that the device or the command line shows.'}</p>
<form method="post" action="/devicelogin"><p><label>Code <input name="user_code" value="${escapeMarkup(code)}" autocomplete="off" autofocus></label></p>
<p>You sign in as ${administrator.userPrincipalName}; nothing here is real.</p>
<p><button name="action" value="approve">Approve</button> <button name="action" value="decline">Decline</button></p></form>`,
  );

/**
 * Answers `/devicelogin`, the page where a user enters a code: `GET` with `?otc=CODE` fills it in, `POST` with
 * `user_code` and `action` (approve or decline) decides.
 *
 * @param now ms
 */
export function devicePage(
  { devices, applications }: EntraSignIn,
  request: Request,
  parameters: ReadonlyMap<string, string>,
  now: number,
): Reply {
  if (request.method === 'GET') return ask(200, parameters.get('otc') ?? '');
  const code = parameters.get('user_code') ?? '';
  const action = parameters.get('action') ?? '';
  const pending = devices.waiting(code, now);
  if (!pending) return ask(400, code, 'That code did not work. Check the code and try again.');
  if (action !== 'approve' && action !== 'decline') return ask(400, code, 'Choose Approve or Decline.');
  pending.decision = action === 'approve' ? 'approved' : 'declined';
  const name = escapeMarkup(applications.get(pending.clientId)?.name ?? '');
  const done = action === 'approve' ? `You have signed in to ${name} on your device.` : `You have declined ${name}.`;
  return html(200, 'Done', `<p>${done} You may now close this window.</p>`);
}
