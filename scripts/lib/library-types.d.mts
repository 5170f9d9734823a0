/** Writes `core.d.cts` and `types/` into a folder, `dist` of the clone by default. */
export function writeLibraryTypes(folder?: string): Promise<void>;
