import type { InboundPreviewed } from './inbound-text.ts';

/** A preview as JSON: `{ connection, complete, totals, people, missing }`; docs/command-line.md names the fields. */
export function inboundJson({ place, complete, totals, people, missing }: InboundPreviewed): string {
  const shown = people.map(({ values: _values, held: _held, nobodyHas: _nobodyHas, ...person }) => person);
  const { connection, target } = place;
  return `${JSON.stringify({ connection, target, complete, totals, people: shown, missing }, undefined, 2)}\n`;
}
