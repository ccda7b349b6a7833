/** A text for people, in Vietnamese and English. */
export interface Bilingual {
  vi: string;
  en: string;
}

/** Replaces `{name}` by the parameter of that name; an unknown name stays visible, so that a test or reader sees it. */
export function fill(text: string, params: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
