import { describe } from '@jest/globals';
import { describeKafkaClient } from './kafka-client.suite.js';

describe('platformatic', () => {
  describeKafkaClient('platformatic');
});
