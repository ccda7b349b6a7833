import { errorSentence, type RowError } from '#kernel';

/** RFC 9457, with a stable code, the sentence in both languages, and the rows or fields that are wrong. */
export interface Problem {
  type: string;
  status: number;
  code: string;
  title: string;
  titles: { vi: string; en: string };
  instance: string;
  errors?: (RowError | FieldError)[];
  errorCount?: number;
}

export interface FieldError {
  field: string;
  code: string;
}

interface Refused {
  status: number;
  code: string;
  params?: Record<string, string | number> | undefined;
}

/** @param instance the path that was asked for, without its query; empty when nobody could read it */
export function problemOf({ status, code, params }: Refused, language: 'vi' | 'en', instance: string): Problem {
  const titles = errorSentence(code, params);
  return { type: `urn:nangluc:problem:${code}`, status, code, title: titles[language], titles, instance };
}
