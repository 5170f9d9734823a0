import type { ZodType } from 'zod';

export function projectJsonSchema(schema: ZodType): string;

/** The schema of one connection, out of the text of the whole. */
export function connectionJsonSchema(text: string): unknown;
