/**
 * How much a soak does: a slice with a fixed seed in `npm test`, all of it in `npm run soak`, where SFMAP_SOAK_SEED may
 * choose another seed.
 */
export function soak(slice: number, full: number): { readonly numRuns: number; readonly seed: number } {
  const whole = process.env['SFMAP_SOAK'] === 'full';
  return { numRuns: whole ? full : slice, seed: whole ? Number(process.env['SFMAP_SOAK_SEED'] ?? 20_261_122) : 42 };
}
