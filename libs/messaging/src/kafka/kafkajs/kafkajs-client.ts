import { Logger } from '@nestjs/common';
import { Kafka, logLevel, type LogEntry } from 'kafkajs';
import { encodeRecordsInOnePiece } from './encode-record.js';
import { restWhenIdle } from './rest-when-idle.js';

const logger = new Logger('kafkajs');

// kafkajs reports every retry as an error; what stays broken shows on /health/ready, so a retry is only worth a debug line.
const logToNest =
  () =>
  ({ level, log, namespace }: LogEntry): void => {
    const text = `${namespace}: ${log.message}`;
    if (level === logLevel.ERROR) logger.debug(text);
    else if (level === logLevel.WARN) logger.debug(text);
  };

/** A client that survives a broker that is away for a while. */
export function kafkaClient(clientId: string, brokers: string[]): Kafka {
  restWhenIdle();
  encodeRecordsInOnePiece();
  return new Kafka({
    clientId,
    brokers,
    connectionTimeout: 3_000,
    retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 20 },
    logLevel: logLevel.WARN,
    logCreator: logToNest,
  });
}
