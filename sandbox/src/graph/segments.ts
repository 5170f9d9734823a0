/** The parts of a path; `users('id')` and `applications(appId='id')` are other ways to write `users/id`. */
export function segmentsOf(path: string): string[] {
  const parts = path.split('/').filter((part) => part !== '');
  return parts.flatMap((part) => {
    const key = /^(\w+)\((?:\w+=)?'([^']+)'\)$/.exec(part);
    return key ? [key[1] ?? '', key[2] ?? ''] : [part];
  });
}

/** A path behind its version in one spelling, so that every way to write it is judged alike. */
export const plainPath = (path: string): string => `/${segmentsOf(path).slice(1).join('/').toLowerCase()}`;
