import { Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { Transaction } from '#messaging';
import { heldClass } from '../database/record-marks.js';
import { EnrollmentConfig } from '../enrollment.config.js';
import {
  feedbackState,
  lastFeedbackDay,
  summarize,
  type CountedRating,
  type FeedbackState,
  type RatedQuestion,
} from '../rules/class-feedback.js';

export interface FeedbackView {
  classId: string;
  /** The last day on which answers are taken; ratings are shown from the day after. */
  until: string;
  attended: number;
  answers: number;
  /** So many answers are needed for ratings to be shown. */
  atLeast: number;
  state: FeedbackState;
  /** Empty unless they are shown. */
  questions: RatedQuestion[];
}

const COUNTS = 'SELECT attended, answers FROM feedback_counts($1)';
const RATINGS = 'SELECT question, rating, given FROM feedback_ratings($1, $2)';

/** What the people of a class thought of it, in numbers of the whole class: nobody's own answer is shown to anybody. */
@Injectable()
export class ShowFeedbackHandler {
  constructor(
    private readonly transaction: Transaction,
    private readonly clock: Clock,
    private readonly config: EnrollmentConfig,
  ) {}

  execute(classId: string): Promise<FeedbackView> {
    return this.transaction.run(async tx => {
      const { FEEDBACK_DAYS, FEEDBACK_AT_LEAST: atLeast } = this.config;
      const until = lastFeedbackDay(await heldClass(tx, classId), FEEDBACK_DAYS);
      const [counts] = await tx.query<{ attended: number; answers: number }>(COUNTS, [classId]);
      const { attended, answers } = counts ?? { attended: 0, answers: 0 };
      const state = feedbackState({ answers, until }, { today: this.clock.today(), atLeast });
      const counted = state === 'shown' ? await tx.query<CountedRating>(RATINGS, [classId, atLeast]) : [];
      const questions = state === 'shown' ? summarize(counted) : [];
      return { classId, until, attended, answers, atLeast, state, questions };
    });
  }
}
