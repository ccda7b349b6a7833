import { resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { accessTable } from './access-table.js';
import { asyncApi } from './async-api.js';
import { describeServices } from './controllers.js';
import { eventsPage } from './events-page.js';
import { kafkaTopics, kafkaUsers } from './kafka-manifests.js';
import { messageFlow } from './message-flow.js';
import { openApis } from './open-api.js';
import { problemsPage } from './problems-page.js';

/** Every committed file that is generated from the code: path from the root of the repository, and content. */
export async function outputs(root: string): Promise<Map<string, string>> {
  const services = describeServices();
  const flows = messageFlow(services);
  const made = {
    'docs/access.md': accessTable(services),
    'docs/events.md': eventsPage(flows),
    'docs/asyncapi.json': JSON.stringify(asyncApi(flows)),
    'docs/problems.md': problemsPage(),
    ...(await openApis(root, services)),
    'deploy/kafka/topics.yaml': kafkaTopics(services),
    'deploy/kafka/users.yaml': kafkaUsers(services),
  };
  return new Map(await Promise.all(Object.entries(made).map(tidy)));
}

async function tidy([path, content]: [string, string]): Promise<[string, string]> {
  const config = await resolveConfig(resolve('package.json'));
  return [path, await format(content, { ...config, filepath: path })];
}
