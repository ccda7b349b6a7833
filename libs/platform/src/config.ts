import { plainToInstance, Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUrl, Matches, Min, validateSync } from 'class-validator';
import { readFileSync } from 'node:fs';
import { Clock } from '#kernel';
import { KAFKA_CLIENTS, type KafkaClientName, type MessagingOptions } from '#messaging';

const CLAIM_PATH = /^[\w:/-]+(\.[\w:/-]+)*$/;
const LOCAL_URL = { require_tld: false, protocols: ['http', 'https'] };

/** What every service reads from its environment, once, at start. A service adds its own fields in a subclass. */
export class ServiceConfig {
  @Type(() => Number) @IsInt() PORT: number = 3000;
  /** Role `svc`: may read and change rows, may not change tables. */
  @Matches(/^postgres(ql)?:\/\//) DATABASE_URL!: string;
  /** Role `owner`: only the migration uses it. */
  @IsOptional() @Matches(/^postgres(ql)?:\/\//) DATABASE_OWNER_URL?: string;
  /** host:port, separated by commas. */
  @IsString() KAFKA_BROKERS!: string;
  /** Library that talks to Kafka. */
  @IsIn(KAFKA_CLIENTS) KAFKA_CLIENT: KafkaClientName = 'kafkajs';
  /** Consumer group; the service's name when left out. */
  @IsOptional() @IsString() KAFKA_GROUP?: string;
  /** Put before the names of topics, so that environments can share one broker. */
  @IsOptional() @Matches(/^[a-z0-9.-]*$/) KAFKA_TOPIC_PREFIX?: string;
  @IsIn(['on', 'off']) KAFKA_CREATE_TOPICS: 'on' | 'off' = 'off';
  /** How long a consumer that gives no sign of life stays a member of its group: so long its work waits when it dies. */
  @Type(() => Number) @IsInt() @Min(1_000) KAFKA_SESSION_MS: number = 10_000;
  /** Most rows of the outbox in one claim of the relay, and most messages in one transaction of the consumer. */
  @Type(() => Number) @IsInt() @Min(1) RELAY_ROWS: number = 4_000;
  @Type(() => Number) @IsInt() @Min(1) CONSUMER_ROWS: number = 2_000;
  /**
   * Days for which the inbox remembers a message; at least a day longer than its topic keeps it, whatever stands here.
   * What was sent can be republished for a day less, so this has to be the same in all services.
   */
  @Type(() => Number) @IsInt() @Min(1) INBOX_DAYS: number = 400;
  @IsUrl(LOCAL_URL) JWKS_URL!: string;
  @IsString() TOKEN_ISSUER!: string;
  @IsString() TOKEN_AUDIENCE: string = 'nangluc';
  /** Where the issuer puts roles and units; see `ClaimSettings`. */
  @Matches(CLAIM_PATH) TOKEN_ROLES_CLAIM: string = 'roles';
  @Matches(/^(\s*[^=,]+=[a-z-]+\s*(,|$))*$/) TOKEN_ROLE_NAMES: string = '';
  @Matches(CLAIM_PATH) TOKEN_UNITS_CLAIM: string = 'units';
  @IsIn(['fatal', 'error', 'warn', 'info', 'debug', 'silent']) LOG_LEVEL: string = 'info';
  /** Sets today for demonstrations and tests: a date, or `file:` and the path of a file that holds one. */
  @IsOptional() @Matches(/^(\d{4}-\d{2}-\d{2}|file:.+)$/) NANGLUC_BUSINESS_DATE?: string;
  @IsIn(['on', 'off']) BACKGROUND_LOOPS: 'on' | 'off' = 'on';
}

/** The clock that the configuration asks for: the real one, or one that is set by hand. */
export function clockOf({ NANGLUC_BUSINESS_DATE: setting }: ServiceConfig): Clock {
  if (!setting) return new Clock();
  if (!setting.startsWith('file:')) return new Clock(setting);
  const file = setting.slice('file:'.length);
  return new Clock(() => readFileSync(file, 'utf8').trim());
}

/** Reads a configuration class from the environment; a missing or wrong variable is named, its value never. */
export function readConfig<C extends object>(type: new () => C, env: NodeJS.ProcessEnv = process.env): C {
  const fields = Object.keys(new type());
  const known = {
    ...fromFiles(fields, env),
    ...Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')),
  };
  const config = plainToInstance(type, known, { exposeDefaultValues: true });
  const problems = validateSync(config, { forbidUnknownValues: true, skipMissingProperties: false });
  if (problems.length > 0) {
    const names = problems.map(
      ({ property, constraints }) => `${property} (${Object.keys(constraints ?? {}).join(', ')})`,
    );
    throw new Error(`The environment is not complete: ${names.join('; ')}`);
  }
  return config;
}

/** `DATABASE_URL_FILE` names a file with the value of `DATABASE_URL`: a secret then stands in no process list or dump. */
function fromFiles(fields: string[], env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    fields.flatMap(field => {
      const file = env[`${field}_FILE`];
      return file ? [[field, readFileSync(file, 'utf8').trim()]] : [];
    }),
  );
}

export function messagingOptions(service: string, config: ServiceConfig): MessagingOptions {
  return {
    service,
    group: config.KAFKA_GROUP ?? service,
    brokers: config.KAFKA_BROKERS.split(',').map(broker => broker.trim()),
    kafkaClient: config.KAFKA_CLIENT,
    topicPrefix: config.KAFKA_TOPIC_PREFIX ?? '',
    createTopics: config.KAFKA_CREATE_TOPICS === 'on',
    sessionMs: config.KAFKA_SESSION_MS,
    rowsPerClaim: config.RELAY_ROWS,
    messagesPerTransaction: config.CONSUMER_ROWS,
    inboxDays: config.INBOX_DAYS,
  };
}
