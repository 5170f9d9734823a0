/** Milliseconds of a calendar date `YYYY-MM-DD` at midnight UTC. */
export const day = (date: string): number => Date.parse(`${date}T00:00:00Z`);

export const DAY = 86_400_000;
/** SuccessFactors' open end, 9999-12-31. */
export const OPEN_END = day('9999-12-31');
/** When the seeded rows were last changed. Generation reads no clock but for people who are hired in the future. */
export const SEEDED_AT = Date.parse('2026-01-05T10:00:00Z');
export const FOUNDED_AT = day('1990-01-01');
