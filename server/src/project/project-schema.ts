import * as z from 'zod';

const text = z.string().min(1);
const parameters = z.record(z.string(), z.string());

/** `sfmap.json` as it stands in the file. Every object is strict: a name that is not known is an error. */
export const projectSchema = z.strictObject({
  $schema: text.optional(),
  parameters: parameters.optional(),
  /** A file with the tenant's `$metadata`, relative to sfmap.json. */
  metadata: text.optional(),
  rules: z.record(z.string(), z.enum(['off', 'information', 'warning', 'error'])).optional(),
  connections: z
    .record(
      z.string().min(1),
      z.strictObject({
        production: z.boolean().optional(),
        successFactors: z.strictObject({
          host: text,
          company: text.optional(),
          user: text,
          auth: z.enum(['basic', 'oauth-saml', 'oidc']).optional(),
          clientId: text.optional(),
        }),
        entraId: z
          .strictObject({
            tenant: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]*$/, 'is not a tenant: write its domain or its id'),
            clientId: text,
            graph: text.optional(),
          })
          .optional(),
        activeDirectory: z.strictObject({ host: text, base: text, caFile: text.optional() }).optional(),
        metadata: text.optional(),
        generation: z.enum(['2020', 'current']).optional(),
        parameters: parameters.optional(),
        jobs: z.record(z.string(), z.strictObject({ servicePrincipal: text, job: text })).optional(),
      }),
    )
    .optional(),
});

/** The content of a valid `sfmap.json`. */
export type ProjectContent = z.infer<typeof projectSchema>;
