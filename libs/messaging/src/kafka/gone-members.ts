import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { options } from './platformatic/platformatic-options.js';
import type { TopicFacts } from './topic-facts.js';

const BOOT = randomBytes(4).toString('hex');

/** The client id of this process: whoever starts after it on this host, or in this pod, sees by it whether it still runs. */
export const memberName = (service: string): string => `${service}@${hostname()}.${process.pid}.${BOOT}`;

/** True for a process of this service on this host that does not run any more. */
export function isGone(clientId: string, service: string): boolean {
  const own = `${service}@${hostname()}.`;
  const [pid, boot, ...more] = clientId.startsWith(own) ? clientId.slice(own.length).split('.') : [];
  if (!pid || !boot || more.length > 0) return false;
  // In a container everybody is process 1, so the number alone says nothing.
  return Number(pid) === process.pid ? boot !== BOOT : !isRunning(Number(pid));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/**
 * Takes members whose process is gone out of a group. A process that was killed could not say good-bye, and until its
 * session is over its partitions rest; its successor on the host knows better.
 */
export async function removeGoneMembers(
  facts: TopicFacts,
  { service, brokers }: { service: string; brokers: string[] },
  groupId: string,
): Promise<void> {
  const gone = (await facts.membersOf(groupId)).filter(({ clientId }) => isGone(clientId, service));
  if (gone.length === 0) return;
  // kafkajs can ask who is a member, but take nobody out.
  const { Admin } = await import('@platformatic/kafka');
  const admin = new Admin(options(memberName(service), brokers));
  try {
    await admin.removeMembersFromConsumerGroup({ groupId, members: gone.map(({ memberId }) => ({ memberId })) });
  } finally {
    await admin.close();
  }
}
