import fc from 'fast-check';

/**
 * Property tests draw the same cases in every run: a failure of `npm test` is a failure of the change, and comes again.
 * SFMAP_TEST_SEED chooses other cases; a property with a seed of its own keeps it.
 */
fc.configureGlobal({ seed: Number(process.env['SFMAP_TEST_SEED'] ?? 42) });
