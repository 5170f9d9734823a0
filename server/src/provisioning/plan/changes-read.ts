import * as z from 'zod';

/**
 * How the users of a run were found that looks at what changed in Entra ID since the last one, and where the next one
 * begins. It stands in the plan, so that whoever applies it moves the place on; a preview never does.
 */
export const changesReadSchema = z.strictObject({
  /** The Entra tenant. */
  directory: z.string().min(1),
  /** SHA-256 of all that says what is read and what is made of it: another one needs everybody. */
  basis: z.string().regex(/^[0-9a-f]{64}$/),
  /** Where the round began, and when that place was taken; absent where everybody was read. */
  since: z.strictObject({ link: z.string().min(1), at: z.iso.datetime() }).exactOptional(),
  /** Why everybody was read. */
  everybody: z.enum(['first', 'mapping', 'forgotten']).exactOptional(),
  /** Users who changed, and users who were deleted. */
  changed: z.number().int().min(0),
  removed: z.number().int().min(0),
  /** Where the next round begins (opaque), and when that place was taken. */
  next: z.strictObject({ link: z.string().min(1), at: z.iso.datetime() }),
  /** Object ids of users who could not be judged or were refused: they are looked at again, changed or not. */
  again: z.array(z.string().min(1)),
});
export type ChangesRead = z.infer<typeof changesReadSchema>;
