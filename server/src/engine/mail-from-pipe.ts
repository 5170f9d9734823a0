import { mailBinding, mailSettings } from '../project/mail-settings.ts';
import type { Project } from '../project/project.ts';
import { projectError } from '../project/project-error.ts';
import type { MailAccess } from './notify.ts';
import type { Target } from './protocol.ts';

/**
 * Who is told by mail of a run of the editor. The password comes with the request, and is for the server and the user that
 * it was given for: where sfmap.json names others by now, it is not used.
 */
export function mailFromPipe(project: Project, given: Target['mail']): { readonly mail?: MailAccess } {
  const settings = mailSettings(project);
  if (settings === undefined) return {};
  const password = () => {
    const binding = mailBinding(settings);
    if (binding === undefined) return undefined;
    if (binding === given?.binding) return given.password;
    throw projectError(
      `The password of ${settings.user} at the mail server ${settings.host} is not known here.`,
      'Enter it, and the next mail is sent.',
    );
  };
  return { mail: { settings, password } };
}
