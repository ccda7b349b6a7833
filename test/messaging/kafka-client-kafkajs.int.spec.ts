import { describe } from '@jest/globals';
import { describeKafkaClient } from './kafka-client.suite.js';

describe('kafkajs', () => {
  describeKafkaClient('kafkajs');
});
