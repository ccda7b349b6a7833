import { accessTable } from './access-table.js';
import { asyncApi } from './async-api.js';
import { describeServices } from './controllers.js';
import { eventsPage } from './events-page.js';
import { kafkaTopics, kafkaUsers } from './kafka-manifests.js';
import { messageFlow } from './message-flow.js';
import { openApis } from './open-api.js';
import { problemsPage } from './problems-page.js';

/** Every committed file that is generated from the code: path from the root of the repository, and content before `tidy`. */
export async function outputs(root: string): Promise<Record<string, string>> {
  const services = describeServices();
  const flows = messageFlow(services);
  return {
    'docs/access.md': accessTable(services),
    'docs/events.md': eventsPage(flows),
    'docs/asyncapi.json': JSON.stringify(asyncApi(flows)),
    'docs/problems.md': problemsPage(),
    ...(await openApis(root, services)),
    'deploy/kafka/topics.yaml': kafkaTopics(services),
    'deploy/kafka/users.yaml': kafkaUsers(services),
  };
}
