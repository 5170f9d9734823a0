import type { Project } from './project.ts';

/** What the journal of a run keeps of people: their values encrypted, unless sfmap.json says `journal.values: omitted`. */
export function journalValues({ content }: Project): 'encrypted' | 'omitted' {
  return content.journal?.values ?? 'encrypted';
}

/** After how many days a run is forgotten when another one begins; undefined where all are kept. */
export function journalKeepDays({ content }: Project): number | undefined {
  return content.journal?.keepDays;
}
