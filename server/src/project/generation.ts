import type { ConnectorGeneration } from '../core/catalog/retrieval-rules.ts';
import type { Project } from './project.ts';

/** The edition of the connector that a connection says; undefined where it says none. */
export function generationOf({ content }: Project, connection: string | undefined): ConnectorGeneration | undefined {
  const { connections = {} } = content;
  return connection !== undefined && Object.hasOwn(connections, connection)
    ? connections[connection]?.generation
    : undefined;
}
