import { line, noViolation } from './compare.js';
import type { MessagingRows } from './load-messaging.js';
import type { Check, ServiceName } from './oracle.js';

type ByService = Record<ServiceName, MessagingRows>;

/** Nothing that a service decided is still on its way. */
export function checkOutboxes(services: ByService): Check {
  const unsent = Object.entries(services).flatMap(([service, rows]) =>
    rows.unsent.map(({ topic, count }) => line({ service, topic, unsent: count })),
  );
  return noViolation({ vi: 'Không còn tin chưa gửi', en: 'Every message was sent' }, unsent.length, unsent);
}

/** No message was put aside. */
export function checkDeadLetters(services: ByService): Check {
  const letters = Object.entries(services).flatMap(([service, rows]) =>
    rows.deadLetters.map(({ id, topic, reason }) => line({ service, topic, reason, id })),
  );
  return noViolation({ vi: 'Không có tin bị loại', en: 'No message was put aside' }, letters.length, letters);
}
