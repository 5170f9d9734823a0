import { setFlagsFromString } from 'node:v8';

/**
 * Has V8 collect its garbage sooner. A run holds little at a time and passes much through: left to itself V8 gives new
 * objects 100 MB and waits until the heap has grown fourfold, so that a preview of 10,000 people took 370 MB for 60 MB that
 * were in use. So it takes less than half of that, and a fifth more processor time.
 */
export function keepMemoryLow(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=20');
}
