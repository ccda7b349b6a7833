import { readFile } from 'node:fs/promises';
import { format, type FormatConfig } from 'oxfmt';

/** Lays a generated file out as every file of the repository. */
export async function tidy(path: string, content: string): Promise<string> {
  const options = JSON.parse(await readFile('.oxfmtrc.json', 'utf8')) as FormatConfig;
  const { code, errors } = await format(path, content, options);
  if (errors.length > 0) throw new Error(`${path}: ${errors.map(({ message }) => message).join('; ')}`);
  return code;
}
