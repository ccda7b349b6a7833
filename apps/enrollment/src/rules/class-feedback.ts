import { addDays } from '#kernel';

/** What everybody who was in a class is asked; rated from 1 (poor) to 5 (very good). */
export const FEEDBACK_QUESTIONS = ['content', 'teaching', 'usefulness', 'organisation'] as const;
export type FeedbackQuestion = (typeof FEEDBACK_QUESTIONS)[number];

/** How often a question got a rating. */
export interface CountedRating {
  question: FeedbackQuestion;
  rating: number;
  given: number;
}

/** One question over the whole class: the mean, and how often each rating from 1 to 5 was given. */
export interface RatedQuestion {
  question: FeedbackQuestion;
  /** @format fraction */
  mean: number;
  distribution: number[];
}

export const FEEDBACK_STATES = ['open', 'too-few', 'shown'] as const;
export type FeedbackState = (typeof FEEDBACK_STATES)[number];

/** The last day on which feedback is taken or replaced. */
export const lastFeedbackDay = ({ endsOn }: { endsOn: string }, days: number): string => addDays(endsOn, days);

/**
 * Ratings are shown when no answer can come any more: whoever looked before and after one could tell what it said. Of too
 * few people they are never shown.
 */
export function feedbackState(
  { answers, until }: { answers: number; until: string },
  { today, atLeast }: { today: string; atLeast: number },
): FeedbackState {
  if (today <= until) return 'open';
  return answers < atLeast ? 'too-few' : 'shown';
}

/** Every question in its order, with the mean to two places. */
export function summarize(counted: readonly CountedRating[]): RatedQuestion[] {
  return FEEDBACK_QUESTIONS.map(question => {
    const distribution = [1, 2, 3, 4, 5].map(
      rating => counted.find(one => one.question === question && one.rating === rating)?.given ?? 0,
    );
    const given = distribution.reduce((sum, one) => sum + one, 0);
    const total = distribution.reduce((sum, one, at) => sum + one * (at + 1), 0);
    return { question, mean: given === 0 ? 0 : Math.round((100 * total) / given) / 100, distribution };
  });
}
