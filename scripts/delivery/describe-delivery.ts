import type { DeliveryReport } from './verify-delivery.js';

const SHOWN = 10;
const INDENT = ' '.repeat(26);

export const isWhole = ({ deliveries, strangers }: DeliveryReport): boolean =>
  deliveries.every(({ missing }) => missing.length === 0) && [...strangers.values()].every(number => number === 0);

/** By producer: when the first message was sent that one of its readers misses, which is from when to send again. */
export function earliestMissing({ deliveries }: DeliveryReport): Map<string, Date> {
  const earliest = new Map<string, Date>();
  for (const { producer, missing } of deliveries)
    for (const { sentAt } of missing)
      if (sentAt < (earliest.get(producer) ?? new Date(8.64e15))) earliest.set(producer, sentAt);
  return earliest;
}

/** Lines for an operator: each pair of producer and reader, what is missing, and what all of it means. */
export function describeDelivery(report: DeliveryReport, days: number): string[] {
  const { deliveries, strangers } = report;
  const lines = deliveries.flatMap(({ producer, consumer, sent, processed, dead, onTheWay, missing }) => {
    const counts = `${sent} sent, ${processed} processed, ${dead} dead letters, ${onTheWay} on the way, ${missing.length} missing`;
    const shown = missing
      .toSorted((a, b) => a.sentAt.getTime() - b.sentAt.getTime())
      .slice(0, SHOWN)
      .map(({ topic, key, id, sentAt }) => `${INDENT}${topic} ${key} ${id} sent ${sentAt.toISOString()}`);
    return [
      `${`${producer} → ${consumer}`.padEnd(26)}${(missing.length > 0 ? 'MISSING' : 'whole').padEnd(9)}${counts}`,
      ...shown,
      ...(missing.length > SHOWN ? [`${INDENT}… and ${missing.length - SHOWN} more`] : []),
    ];
  });
  for (const [consumer, number] of strangers)
    if (number > 0) lines.push(`${consumer} has processed ${number} messages that nobody has sent`);
  if (deliveries.length === 0) return [`Nothing was sent in the last ${days} days`, ...lines];
  const missing = deliveries.reduce((sum, delivery) => sum + delivery.missing.length, 0);
  return [
    ...lines,
    missing === 0
      ? `Nothing is missing of what was sent in the last ${days} days`
      : `${missing} deliveries are missing; have them sent again, from the first that is missed:`,
  ];
}
