import { eventually } from '#testing';
import { servicesAt } from '../../scripts/delivery/services.js';
import { verifyDelivery } from '../../scripts/delivery/verify-delivery.js';

const SETTLE_SECONDS = 5;

/** What was sent and not processed, or processed and never sent, in words; waits for what is on its way. */
export async function undelivered(databases: Record<string, string>): Promise<string[]> {
  const services = servicesAt(service => databases[service]);
  try {
    // A service publishes on its own at any moment (the seals of its audit trail), so what is young is looked at again.
    const { deliveries, strangers } = await eventually(async () => {
      const report = await verifyDelivery(services, services, { days: 1, settleSeconds: SETTLE_SECONDS });
      return report.deliveries.every(({ onTheWay }) => onTheWay === 0) ? report : undefined;
    }, 'nothing is on its way');
    if (deliveries.length === 0) return ['nothing was sent at all'];
    return [
      ...deliveries
        .filter(({ missing, dead }) => missing.length + dead > 0)
        .map(
          ({ producer, consumer, missing, dead }) =>
            `${producer} → ${consumer}: ${missing.length} missing, ${dead} dead`,
        ),
      ...[...strangers].filter(([, n]) => n > 0).map(([consumer, n]) => `${consumer} processed ${n} that nobody sent`),
    ];
  } finally {
    await Promise.all(services.map(({ database }) => database.end()));
  }
}
