import { accessTable } from './access-table.js';
import { describeServices } from './controllers.js';

/** Every committed file that is generated from the code: path from the root of the repository, and content. */
export function outputs(): Map<string, string> {
  const services = describeServices();
  return new Map([['docs/access.md', accessTable(services)]]);
}
