import { stringify } from 'yaml';
import { deadLetterTopic, TOPICS } from '#contracts';
import { groupsOf } from '#messaging';
import type { DescribedService } from './controllers.js';
import { topicsRead } from './message-flow.js';

const CLUSTER_LABELS = { 'strimzi.io/cluster': 'nangluc' };
const DAY_MS = 86_400_000;
/** Shorter than the inbox keeps its marks, so that a late replay is always recognised. */
const RETENTION_DAYS = 7;
const HEAD = '# Generated from libs/contracts by `npm run docs`; do not edit.\n';

/** deploy/kafka/topics.yaml: every topic of the contracts and every service's dead letters, for Strimzi. */
export function kafkaTopics(services: DescribedService[]): string {
  const topics = [
    ...Object.values(TOPICS).map(({ name, partitions }) => topic(name, partitions)),
    ...services.map(({ name }) => topic(deadLetterTopic(name), 1)),
  ];
  return HEAD + topics.map(one => stringify(one)).join('---\n');
}

function topic(name: string, partitions: number): object {
  return {
    apiVersion: 'kafka.strimzi.io/v1',
    kind: 'KafkaTopic',
    metadata: { name, labels: CLUSTER_LABELS },
    spec: {
      partitions,
      replicas: 3,
      config: { 'min.insync.replicas': 2, 'retention.ms': RETENTION_DAYS * DAY_MS },
    },
  };
}

/** deploy/kafka/users.yaml: each service may write its own topics and read those of its consumers, nothing else. */
export function kafkaUsers(services: DescribedService[]): string {
  return HEAD + services.map(service => stringify(user(service))).join('---\n');
}

function user(service: DescribedService): object {
  const { name } = service;
  const own = [...Object.values(TOPICS).map(({ name: topicName }) => topicName), deadLetterTopic(name)].filter(
    topicName => topicName.startsWith(`${name}.`),
  );
  const acls = [
    ...own.map(topicName => acl('topic', topicName, ['Write', 'Describe'])),
    ...topicsRead(service).map(topicName => acl('topic', topicName, ['Read', 'Describe'])),
    ...groupsOf(name, topicsRead(service)).map(({ groupId }) => acl('group', groupId, ['Read', 'Describe'])),
  ];
  return {
    apiVersion: 'kafka.strimzi.io/v1',
    kind: 'KafkaUser',
    metadata: { name: `nangluc-${name}`, labels: CLUSTER_LABELS },
    spec: { authentication: { type: 'tls' }, authorization: { type: 'simple', acls } },
  };
}

function acl(type: string, name: string, operations: string[]): object {
  return { resource: { type, name, patternType: 'literal' }, operations, host: '*' };
}
