import * as z from 'zod';
import { late } from '../core/late.ts';

/** A connection, as it stands in `sfmap.json` or in the user's settings. */
export const connectionSchema = late(() => {
  const text = z.string().min(1);
  return z.strictObject({
    production: z.boolean().optional(),
    successFactors: z.strictObject({
      host: text,
      company: text.optional(),
      user: text.optional(),
      auth: z.enum(['basic', 'oauth-saml', 'oidc']).optional(),
      /** oauth-saml: the API key of the registered client; oidc: the client of SAP Cloud Identity Services. */
      clientId: text.optional(),
      /** oauth-saml: what `user` is; a user name unless it is said. */
      userIs: z.enum(['username', 'userId', 'email']).optional(),
      /** oidc: the tenant of SAP Cloud Identity Services, as host or as whole address. */
      tokenUrl: text.optional(),
      /** oidc: by what the client proves itself; its secret unless it is said. */
      clientAuth: z.enum(['secret', 'certificate']).optional(),
      /** oidc: the name of the dependency on SuccessFactors. */
      dependency: z
        .string()
        .regex(/^[\w .-]{1,200}$/, 'is not the name of a dependency')
        .optional(),
    }),
    entraId: z
      .strictObject({
        tenant: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]*$/, 'is not a tenant: write its domain or its id'),
        /** The app registration. Needed unless the editor's own app signs in. */
        clientId: text.optional(),
        /** Microsoft Graph of a national cloud, or the sandbox. */
        graph: text.optional(),
        /** Where the sandbox signs in; in Microsoft's clouds that follows from `graph`. */
        authority: text.optional(),
        auth: z.enum(['client-secret', 'certificate', 'federated', 'device-code', 'delegated']).optional(),
        /** certificate: its file in PEM, relative to sfmap.json; not needed where it stands beside the key. */
        certificate: text.optional(),
        /** federated: the file that holds the other provider's token, relative to sfmap.json. */
        federatedTokenFile: text.optional(),
      })
      .optional(),
    activeDirectory: z.strictObject({ host: text, base: text, caFile: text.optional() }).optional(),
    metadata: text.optional(),
    generation: z.enum(['2020', 'current']).optional(),
    parameters: z.record(z.string(), z.string()).optional(),
    jobs: z.record(z.string(), z.strictObject({ servicePrincipal: text, job: text })).optional(),
  });
});

/**
 * `sfmap.json` as it stands in the file. Every object is strict: a name that is not known is an error. The schema is
 * made when the first such file is read.
 */
export const projectSchema = late(() => {
  const text = z.string().min(1);
  const address = z.string().regex(/^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}$/, 'is not a mail address');
  const parameters = z.record(z.string(), z.string());
  return z.strictObject({
    $schema: text.optional(),
    parameters: parameters.optional(),
    /** A file with the tenant's `$metadata`, relative to sfmap.json. */
    metadata: text.optional(),
    /** What the journal of a run keeps of people (their values encrypted, or none), and for how many days. */
    journal: z
      .strictObject({
        values: z.enum(['encrypted', 'omitted']).optional(),
        keepDays: z.number().int().min(1).max(3_650).optional(),
      })
      .optional(),
    /** Who is told by mail when a run is stopped, enters quarantine, or a plan is over its limits. */
    notify: z
      .strictObject({
        to: z.array(address).min(1).max(50),
        from: address,
        host: z.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/, 'is not a host name'),
        port: z.number().int().min(1).max(65_535).optional(),
        user: text.optional(),
        secure: z.boolean().optional(),
      })
      .optional(),
    /** Texts that stand for "none yet" where a tenant makes a number or an address mandatory. */
    placeholders: z.array(text).max(100).optional(),
    rules: z.record(z.string(), z.enum(['off', 'information', 'warning', 'error'])).optional(),
    connections: z.record(z.string().min(1), connectionSchema()).optional(),
  });
});

/** The content of a valid `sfmap.json`. */
export type ProjectContent = z.infer<ReturnType<typeof projectSchema>>;
