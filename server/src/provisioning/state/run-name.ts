import { randomInt } from 'node:crypto';

/** Words that are told apart when they are said on the telephone. */
const words = [
  'acorn amber aspen basil beacon birch bramble canoe cedar cherry cloud clover copper coral cricket delta dune elm',
  'ember falcon fern field finch fjord forest garnet ginger glacier harbor hazel heron hollow indigo island ivory ivy',
  'jasmine juniper kestrel lagoon lantern laurel lemon lilac linden lotus maple marble meadow mint moss nectar oak ocean',
  'olive onyx opal orchid otter pearl pebble pepper pine planet plum poppy prairie quartz quill raven reef ridge river',
  'robin saffron sage silver spruce sparrow summit thistle timber topaz tulip valley velvet violet walnut willow winter',
]
  .join(' ')
  .split(' ');

/** A name for a run, short and sayable: `birch-27`. Whether it is free, the caller asks. */
export function runName(): string {
  return `${words[randomInt(words.length)]}-${randomInt(10, 1000)}`;
}
