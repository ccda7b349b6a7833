import { errorCatalogue } from '#kernel';

const INTRODUCTION = `# Problems

Generated from \`defineErrors\` by \`npm run docs\`. Every refusal is an \`application/problem+json\` (RFC 9457) with one of these stable
codes, the sentence in the language of \`Accept-Language\` as \`title\` and in both as \`titles\`, and for a file or form the rows or
fields as \`errors\`. \`{name}\` is filled in.

| status | when |
| --- | --- |
| 400 | the request cannot be read: a field, a header or the address is wrong |
| 401, 403 | no good token · the role, the scope or the separation of duties forbids it |
| 404 | it does not exist, or not for this caller |
| 409 | the state forbids it, somebody was first, or the first request with this \`Idempotency-Key\` is still being worked on |
| 412, 428 | \`If-Match\` names an older version · is missing |
| 413, 429 | too large · too many |
| 422 | a rule of the domain says no, a file has wrong rows, or an \`Idempotency-Key\` came back with another request |
| 500, 502, 504 | our fault, without detail |`;

/** docs/problems.md: every code that a service may answer. */
export function problemsPage(): string {
  const rows = [...errorCatalogue()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { vi, en }]) => `| \`${code}\` | ${en.replaceAll('|', '\\|')} | ${vi.replaceAll('|', '\\|')} |`);
  return [INTRODUCTION, '', '| code | English | Tiếng Việt |', '| --- | --- | --- |', ...rows, ''].join('\n');
}
