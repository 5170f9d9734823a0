import type { ZodType } from 'zod';

export function projectJsonSchema(schema: ZodType): string;
