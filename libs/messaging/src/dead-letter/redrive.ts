import { DomainError, Refusal } from '#kernel';
import type { BatchProcessor } from '../consume/batch-processor.js';
import { classify } from '../consume/classify.js';
import { ContractViolation } from '../consume/decode.js';
import type { TopicConsumer } from '../consume/topic-consumer.js';
import type { DeadLetters } from './dead-letters.js';

const TRIES = 5;

/**
 * Processes a dead letter once more, in this service and nowhere else: putting it back on its topic would be another
 * service's topic to write, and every other consumer would read it again. It has its effect and is closed in one
 * transaction, or stays open and says why.
 */
export class Redrive {
  constructor(
    private readonly letters: DeadLetters,
    private readonly processor: BatchProcessor,
    private readonly consumerOf: (topic: string) => TopicConsumer | undefined,
  ) {}

  async execute(id: string, note: string): Promise<void> {
    const raw = await this.letters.message(id);
    const consumer = this.consumerOf(raw.topic);
    if (!consumer) throw new DomainError('DEAD_LETTER.STILL_FAILS', { id, reason: `nobody reads ${raw.topic}` });
    for (let attempt = 1; ; attempt++) {
      try {
        await this.processor.retry(consumer, raw, tx => this.letters.close(tx, id, 'redriven', note));
        return;
      } catch (error) {
        if (classify(error) === 'outage' || isOfLetters(error)) throw error;
        if (classify(error) === 'conflict' && attempt < TRIES) continue;
        throw new DomainError('DEAD_LETTER.STILL_FAILS', { id, reason: reasonOf(error) });
      }
    }
  }
}

const isOfLetters = (error: unknown): boolean => error instanceof Refusal && error.code.startsWith('DEAD_LETTER.');

/** A refusal and a broken contract explain themselves; the text of any other fault may hold values. */
function reasonOf(error: unknown): string {
  if (error instanceof Refusal) return error.code;
  if (error instanceof ContractViolation) return error.message;
  return error instanceof Error ? error.name : 'Error';
}
