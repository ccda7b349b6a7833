import { eventsOnTopic, TOPICS, type Topic } from '#contracts';

export interface ConsumerGroup {
  groupId: string;
  /** Names as in the contracts. */
  topics: string[];
  /** Whether it reads released batches. */
  isBulk: boolean;
}

const BULK = new Set((Object.values(TOPICS) as Topic[]).filter(({ bulk }) => bulk).map(({ name }) => name));

/**
 * The group that reads a topic for a service. A client fetches anew only when the work on all it fetched has begun,
 * so in one group a single reassignment would wait for thousands; bulk topics have a group of their own.
 */
export const groupOf = (group: string, topic: string): string => (BULK.has(topic) ? `${group}.batch` : group);

const SINGLE = new Set([...BULK].flatMap(eventsOnTopic).flatMap(({ topics }) => topics.map(({ name }) => name)));

/** Whether what travels here is single changes, each of which somebody may wait for: many at once have a bulk topic beside it. */
export const carriesSingleChanges = (topic: string): boolean => SINGLE.has(topic) && !BULK.has(topic);

/** The groups that a service needs for its topics. */
export function groupsOf(group: string, topics: readonly string[]): ConsumerGroup[] {
  const byGroup = Map.groupBy(topics, topic => groupOf(group, topic));
  return [...byGroup].map(([groupId, its]) => ({ groupId, topics: its, isBulk: its.some(topic => BULK.has(topic)) }));
}
