import { fill, type Bilingual } from './bilingual.js';

/** One bad place in an uploaded file: `row` counts from 1 with the header as row 1, as a spreadsheet shows it. */
export interface RowError {
  row: number;
  field: string;
  code: string;
  message: Bilingual;
}

export type ErrorParams = Record<string, string | number>;

const catalogue = new Map<string, Bilingual>();

/** Registers the sentences of a service's stable error codes; `{name}` is replaced by the parameter of that name. */
export function defineErrors<Codes extends Record<string, Bilingual>>(messages: Codes): Codes {
  for (const [code, message] of Object.entries(messages)) catalogue.set(code, message);
  return messages;
}

/** Every code that was declared so far, with its sentence in both languages. */
export function errorCatalogue(): ReadonlyMap<string, Bilingual> {
  return catalogue;
}

/** The sentence of a code in both languages; an undeclared code is a programming error and throws. */
export function errorSentence(code: string, params: ErrorParams = {}): Bilingual {
  const message = catalogue.get(code);
  if (!message) throw new Error(`Error code ${code} has no sentence: declare it with defineErrors`);
  return { vi: fill(message.vi, params), en: fill(message.en, params) };
}

/** Builds the row error of a code, with its sentences filled in. */
export function rowError(row: number, field: string, code: string, params: ErrorParams = {}): RowError {
  return { row, field, code, message: errorSentence(code, params) };
}

/** Base of every refusal that is the caller's business; anything else that is thrown is a fault. */
export abstract class Refusal extends Error {
  readonly sentence: Bilingual;

  constructor(
    readonly code: string,
    readonly params: ErrorParams = {},
  ) {
    const sentence = errorSentence(code, params);
    super(sentence.en);
    this.name = new.target.name;
    this.sentence = sentence;
  }
}

/** A rule of the domain says no (HTTP 422; a message that breaks one is dead-lettered at once). */
export class DomainError extends Refusal {}

/** The state moved on, or somebody else was first (HTTP 409). */
export class ConflictError extends Refusal {}

/** The version in If-Match is not the present one (HTTP 412). */
export class StaleVersionError extends Refusal {}

/** The caller's roles or scope do not allow it (HTTP 403). */
export class ForbiddenError extends Refusal {}

/** Nothing has that id (HTTP 404; for a message it is retried, as another topic may lag). */
export class NotFoundError extends Refusal {}

/** The input itself is wrong (HTTP 400), with the rows and fields where it is. */
export class InvalidInputError extends Refusal {
  constructor(
    code: string,
    params: ErrorParams = {},
    readonly rows: RowError[] = [],
    /** How many bad places there are, when not all are in `rows`. */
    readonly count = rows.length,
  ) {
    super(code, params);
  }
}
