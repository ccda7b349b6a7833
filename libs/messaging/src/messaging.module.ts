import {
  Inject,
  Injectable,
  Logger,
  Module,
  type DynamicModule,
  type OnApplicationShutdown,
  type Type,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { BatchProcessor } from './consume/batch-processor.js';
import type { TopicConsumer } from './consume/topic-consumer.js';
import { DeadLetters } from './dead-letter/dead-letters.js';
import { Redrive } from './dead-letter/redrive.js';
import { carriesSingleChanges } from './kafka/consumer-groups.js';
import { ConsumerHealth } from './kafka/consumer-health.js';
import { memberName, removeGoneMembers } from './kafka/gone-members.js';
import { KafkaBatchStrategy } from './kafka/kafka-batch-strategy.js';
import { createServiceTopics } from './kafka/create-service-topics.js';
import { KafkaAdapter, type KafkaClientName } from './kafka/kafka-adapter.js';
import { kafkaAdapter } from './kafka/kafka-adapters.js';
import { MessagePort } from './kafka/message-port.js';
import { kafkaClient as kafkajsClient } from './kafka/kafkajs/kafkajs-client.js';
import { NamedPort } from './kafka/named-port.js';
import { OffsetWatch } from './kafka/offset-watch.js';
import { TopicFacts } from './kafka/topic-facts.js';
import { TopicNames } from './kafka/topic-names.js';
import { MessageCleanup } from './message-cleanup.js';
import { MessageWatch } from './message-watch.js';
import { Relay } from './outbox/relay.js';
import { Republisher } from './outbox/republisher.js';
import { RightOfWay } from './right-of-way.js';
import { Transaction } from './transaction.js';

/** Provided in the global scope by `PlatformModule`, as is a `MessageWatch`. */
export abstract class MessagingOptions {
  /** Name of the service: consumer name of the inbox, and the beginning of its client id. */
  abstract readonly service: string;
  /** Consumer group: the replicas of the service share the partitions. */
  abstract readonly group: string;
  abstract readonly brokers: string[];
  /** Which client library talks to Kafka; docs/adr. */
  abstract readonly kafkaClient: KafkaClientName;
  /** Put before the names of topics on the broker, so that environments can share one; usually empty. */
  abstract readonly topicPrefix: string;
  /** False in production, where the topics are declared as manifests. */
  abstract readonly createTopics: boolean;
  /** How long a consumer that gives no sign of life stays a member of its group. */
  abstract readonly sessionMs: number;
  /** Most rows of the outbox that the relay claims at once. */
  abstract readonly rowsPerClaim: number;
  /** Most messages that the consumer handles in one transaction. */
  abstract readonly messagesPerTransaction: number;
  /** Days for which the inbox remembers a message; sent ones are kept a day less. */
  abstract readonly inboxDays: number;
}

const CONSUMERS = Symbol('topic consumers');

/** Starts and stops the messaging of a service in the right order: topics, relay, consumer; and back. */
@Injectable()
export class Messaging implements OnApplicationShutdown {
  private readonly logger = new Logger('Messaging');
  private stopping = false;

  constructor(
    private readonly kafka: KafkaAdapter,
    private readonly facts: TopicFacts,
    private readonly names: TopicNames,
    private readonly relay: Relay,
    private readonly republisher: Republisher,
    private readonly options: MessagingOptions,
    private readonly processor: BatchProcessor,
    private readonly health: ConsumerHealth,
    private readonly watch: OffsetWatch,
    private readonly cleanup: MessageCleanup,
    private readonly modules: ModuleRef,
    private readonly rightOfWay: RightOfWay,
    @Inject(CONSUMERS) private readonly consumers: Type<TopicConsumer>[],
  ) {}

  /** The transport to connect as a Nest microservice; with it, as soon as the broker is there, the rest begins. */
  transport(): KafkaBatchStrategy {
    const consumers = this.consumers.map(type => this.modules.get(type, { strict: false }));
    const topics = consumers.map(({ topic }) => topic);
    const processor = this.watch.around(this.processor);
    const preparation = {
      before: () => this.start(topics),
      beside: (groupId: string) => this.forgetTheGone(groupId),
    };
    return new KafkaBatchStrategy(
      this.kafka,
      this.options,
      this.names,
      consumers,
      processor,
      this.health,
      preparation,
      this.rightOfWay,
    );
  }

  /** Creates the topics that are missing and starts the relay; may be called again when it failed. */
  private async start(topics: string[]): Promise<void> {
    if (this.options.createTopics) await createServiceTopics(this.kafka, this.options.service, this.names);
    if (!this.stopping) await this.watch.start(topics);
    if (!this.stopping) await this.relay.start();
    if (this.stopping) return this.stopAll();
    this.cleanup.start(topics);
    this.republisher.start();
  }

  private async forgetTheGone(groupId: string): Promise<void> {
    try {
      await removeGoneMembers(this.facts, this.options, groupId);
    } catch (error) {
      // Then the group misses them when their session is over.
      this.logger.warn(`Members of ${groupId} whose process is gone stay for now: ${String(error)}`);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.stopAll();
  }

  private async stopAll(): Promise<void> {
    this.watch.stop();
    this.cleanup.stop();
    await this.republisher.stop();
    await this.relay.stop();
  }
}

/**
 * Everything a service needs to publish and to consume. The consumers are providers of the service's own module, where
 * their reactions are; here they are only named: `MessagingModule.forService({ consumers: [UnitConsumer] })`.
 */
@Module({})
export class MessagingModule {
  static forService({ consumers }: { consumers: Type<TopicConsumer>[] }): DynamicModule {
    return {
      module: MessagingModule,
      global: true,
      providers: [
        { provide: CONSUMERS, useValue: consumers },
        {
          provide: KafkaAdapter,
          inject: [MessagingOptions],
          useFactory: ({ service, brokers, kafkaClient }: MessagingOptions) =>
            kafkaAdapter(kafkaClient, memberName(service), brokers),
        },
        {
          provide: TopicNames,
          inject: [MessagingOptions],
          useFactory: ({ topicPrefix }: MessagingOptions) => new TopicNames(topicPrefix),
        },
        {
          provide: MessagePort,
          inject: [KafkaAdapter, TopicNames],
          useFactory: (kafka: KafkaAdapter, names: TopicNames) => new NamedPort(kafka.producer(), names),
        },
        {
          provide: Transaction,
          inject: [DataSource],
          useFactory: (dataSource: DataSource) => new Transaction(dataSource),
        },
        {
          provide: RightOfWay,
          inject: [Transaction],
          useFactory: (transaction: Transaction) => {
            const way = new RightOfWay();
            transaction.onPublished(rows => {
              if (rows.some(({ topic }) => carriesSingleChanges(topic))) way.take();
            });
            return way;
          },
        },
        {
          provide: DeadLetters,
          inject: [DataSource, Transaction, MessagingOptions],
          useFactory: (dataSource: DataSource, transaction: Transaction, { service }: MessagingOptions) =>
            new DeadLetters(dataSource, transaction, service),
        },
        {
          provide: BatchProcessor,
          inject: [Transaction, DeadLetters, MessagingOptions, MessageWatch],
          useFactory: (
            transaction: Transaction,
            letters: DeadLetters,
            { service }: MessagingOptions,
            watch: MessageWatch,
          ) => new BatchProcessor(transaction, letters, service, watch),
        },
        {
          provide: Redrive,
          inject: [DeadLetters, BatchProcessor, ModuleRef],
          useFactory: (letters: DeadLetters, processor: BatchProcessor, modules: ModuleRef) => {
            const all = (): TopicConsumer[] => consumers.map(type => modules.get(type, { strict: false }));
            return new Redrive(letters, processor, topic => all().find(consumer => consumer.topic === topic));
          },
        },
        {
          provide: Relay,
          inject: [DataSource, MessagePort, Transaction, MessagingOptions, MessageWatch, RightOfWay],
          useFactory: (
            dataSource: DataSource,
            port: MessagePort,
            transaction: Transaction,
            options: MessagingOptions,
            watch: MessageWatch,
            way: RightOfWay,
          ) => new Relay(dataSource, port, transaction, options.rowsPerClaim, watch, way),
        },
        {
          provide: Republisher,
          inject: [DataSource, Transaction],
          useFactory: (dataSource: DataSource, transaction: Transaction) => new Republisher(dataSource, transaction),
        },
        {
          provide: TopicFacts,
          inject: [MessagingOptions, TopicNames],
          useFactory: ({ service, brokers }: MessagingOptions, names: TopicNames) =>
            new TopicFacts(kafkajsClient(service, brokers), names),
        },
        {
          provide: OffsetWatch,
          inject: [TopicFacts, MessagingOptions, ConsumerHealth],
          useFactory: (facts: TopicFacts, { group }: MessagingOptions, health: ConsumerHealth) =>
            new OffsetWatch(facts, group, health),
        },
        {
          provide: MessageCleanup,
          inject: [DataSource, TopicFacts, MessagingOptions],
          useFactory: (dataSource: DataSource, facts: TopicFacts, { inboxDays }: MessagingOptions) =>
            new MessageCleanup(dataSource, facts, inboxDays),
        },
        ConsumerHealth,
        Messaging,
      ],
      exports: [
        Transaction,
        RightOfWay,
        DeadLetters,
        Redrive,
        ConsumerHealth,
        Messaging,
        BatchProcessor,
        MessageCleanup,
        Republisher,
      ],
    };
  }
}
