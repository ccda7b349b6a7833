import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { DataSource } from 'typeorm';
import { ConsumerHealth, MessageWatch } from '#messaging';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

// Counted up to a bound: what matters above it is that there is a backlog, and counting it must not add to it.
const MOST = 100_000;
const WAITING = `
  SELECT (SELECT count(*) FROM (SELECT FROM outbox LIMIT ${MOST}) AS o)::int AS outbox,
    coalesce(extract(epoch FROM now() - (SELECT (headers->>'ce_time')::timestamptz FROM outbox ORDER BY lane, seq LIMIT 1)), 0)
      ::float AS age,
    (SELECT count(*) FROM dead_letter WHERE status = 'open')::int AS letters`;

/** What an operator's Prometheus asks for. Labels are topics, routes and statuses: never an id or a name. */
@Injectable()
export class Metrics extends MessageWatch {
  private readonly registry = new Registry();
  private readonly sentTotal = this.counter('outbox_sent_total', 'Messages acknowledged by the broker');
  private readonly processedTotal = this.counter('messages_processed_total', 'Messages that had their effect', 'topic');
  private readonly buriedTotal = this.counter('dead_letters_total', 'Messages that became dead letters', 'topic');
  private readonly transaction = this.histogram('message_transaction_seconds', 'One batch with its effect', ['topic']);
  private readonly request = this.histogram('http_request_seconds', 'Requests', ['method', 'route', 'status']);
  private readonly delay = this.gauge('message_delay_seconds', 'Age of a message when it had its effect', 'topic');
  private readonly outbox = this.gauge('outbox_rows', `Messages not sent yet, at most ${MOST}`);
  private readonly outboxAge = this.gauge('outbox_oldest_seconds', 'Age of the oldest message not sent yet');
  private readonly letters = this.gauge('dead_letters_open', 'Dead letters that wait for an operator');
  private readonly member = this.gauge('consumer_ready', '1 while the service is a member of its groups');

  constructor(
    private readonly dataSource: DataSource,
    private readonly health: ConsumerHealth,
  ) {
    super();
    collectDefaultMetrics({ register: this.registry });
  }

  override sent(messages: number): void {
    this.sentTotal.inc(messages);
  }

  override processed(topic: string, messages: number, seconds: number, oldest: number): void {
    this.processedTotal.inc({ topic }, messages);
    this.transaction.observe({ topic }, seconds);
    this.delay.set({ topic }, Math.max(0, (Date.now() - oldest) / 1_000));
  }

  override buried(topic: string, messages: number): void {
    this.buriedTotal.inc({ topic }, messages);
  }

  answered(method: string, route: string, status: number, seconds: number): void {
    this.request.observe({ method, route, status }, seconds);
  }

  /** The text that Prometheus reads. */
  async text(): Promise<{ type: string; text: string }> {
    this.member.set(this.health.report().ready ? 1 : 0);
    const [waiting] = await this.dataSource.query<{ outbox: number; age: number; letters: number }[]>(WAITING);
    this.outbox.set(waiting?.outbox ?? 0);
    this.outboxAge.set(Math.max(0, waiting?.age ?? 0));
    this.letters.set(waiting?.letters ?? 0);
    return { type: this.registry.contentType, text: await this.registry.metrics() };
  }

  private counter(name: string, help: string, ...labelNames: string[]): Counter {
    return new Counter({ name: `nangluc_${name}`, help, labelNames, registers: [this.registry] });
  }

  private gauge(name: string, help: string, ...labelNames: string[]): Gauge {
    return new Gauge({ name: `nangluc_${name}`, help, labelNames, registers: [this.registry] });
  }

  private histogram(name: string, help: string, labelNames: string[]): Histogram {
    return new Histogram({ name: `nangluc_${name}`, help, labelNames, buckets: SECONDS, registers: [this.registry] });
  }
}
