import { describe, expect, it } from '@jest/globals';
import { feedbackState, lastFeedbackDay, summarize } from './class-feedback.js';

describe('feedback on a class', () => {
  it('is taken until so many days after its end, and shown from then on if enough people gave any', () => {
    const until = lastFeedbackDay({ endsOn: '2026-04-21' }, 14);
    expect(until).toBe('2026-05-05');
    const state = (today: string, answers: number) => feedbackState({ answers, until }, { today, atLeast: 5 });
    expect(state('2026-05-05', 30)).toBe('open');
    expect([state('2026-05-06', 5), state('2026-05-06', 4)]).toEqual(['shown', 'too-few']);
  });

  it('is the mean of each question and how often each rating was given', () => {
    const summary = summarize([
      { question: 'teaching', rating: 5, given: 2 },
      { question: 'teaching', rating: 2, given: 1 },
      { question: 'content', rating: 3, given: 3 },
    ]);
    expect(summary.map(({ question }) => question)).toEqual(['content', 'teaching', 'usefulness', 'organisation']);
    expect(summary[0]).toEqual({ question: 'content', mean: 3, distribution: [0, 0, 3, 0, 0] });
    expect(summary[1]).toEqual({ question: 'teaching', mean: 4, distribution: [0, 1, 0, 0, 2] });
    expect(summary[2]).toEqual({ question: 'usefulness', mean: 0, distribution: [0, 0, 0, 0, 0] });
  });
});
