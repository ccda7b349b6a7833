/** A JSON Schema. */
export type Schema = Record<string, unknown>;
