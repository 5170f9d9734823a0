import { SfmapError } from '../core/errors.ts';

/** One check of a connection. A failed one carries its cure in `message`. */
export interface ConnectionCheck {
  readonly name: string;
  readonly ok: boolean;
  readonly message: string;
  /** Of a failed one: the code of what went wrong. */
  readonly code?: string;
}

/** Tells the outcome of a check: nothing went wrong, or an error, or a sentence about what was found. */
export type Tell = (name: string, outcome: { readonly ok: string } | SfmapError) => void;

/** Does a check and tells its outcome; says whether it went well. What is wrong on this side ends the command. */
export async function attempt(
  name: string,
  tell: Tell,
  work: () => Promise<{ readonly ok: string } | SfmapError>,
): Promise<boolean> {
  let outcome: { readonly ok: string } | SfmapError;
  try {
    outcome = await work();
  } catch (error) {
    outcome = finding(error);
  }
  tell(name, outcome);
  return !(outcome instanceof SfmapError);
}

/** An error that is a finding about the tenant; any other one is thrown on. */
export function finding(error: unknown): SfmapError {
  if (error instanceof SfmapError && error.exit === 3) return error;
  throw error;
}
