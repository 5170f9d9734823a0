import type { ZodObject, ZodType } from 'zod';

export function planJsonSchema(schemas: { header: ZodObject; person: ZodType; outsider: ZodType }): string;
