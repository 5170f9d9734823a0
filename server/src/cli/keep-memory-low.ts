import { setFlagsFromString } from 'node:v8';

/**
 * Has V8 collect its garbage sooner. A run holds little at a time and passes much through: left to itself V8 gives new
 * objects 100 MB and waits until the heap has grown fourfold, so that a preview of 10,000 people took 370 MB for 60 MB that
 * were in use. With these it takes less than half of that, and a fifth more processor time. A growth of 20 instead of 40 per
 * cent is 10 MB at 100,000 people, and no time that could be measured.
 */
export function keepMemoryLow(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=20');
}
