import type { WaitingReason } from '#contracts';
import type { Bilingual } from '#kernel';
import type { SkipReason } from './allocate-seats.js';

/** What person and unit read about why there is no seat. */
export const SEAT_REASONS: Record<SkipReason | WaitingReason, Bilingual> = {
  'before-duty': {
    vi: 'lớp bắt đầu trước ngày phát sinh nghĩa vụ',
    en: 'the class begins before the duty',
  },
  'after-deadline': { vi: 'lớp bắt đầu sau hạn hoàn thành', en: 'the class begins after the date to meet' },
  'taken-before': {
    vi: 'đã học hoặc vắng ở chính lớp này, hoặc học lớp khác trong cùng những ngày đó',
    en: 'the person took part in or missed this very class, or attended another on these days',
  },
  refused: { vi: 'đơn vị đã trả lại chỗ của người này', en: 'the unit gave back a seat of this person' },
  'desk-rule': {
    vi: 'bộ phận một cửa sẽ thiếu người trong những ngày đó',
    en: 'the one-stop desk would be short of people on these days',
  },
  reserved: { vi: 'các chỗ còn lại dành riêng cho đơn vị khác', en: 'the seats left are reserved for other units' },
  'classes-full': { vi: 'các lớp phù hợp đã đủ người', en: 'the classes that fit are full' },
  'no-class': { vi: 'chưa có lớp phù hợp', en: 'no class fits yet' },
};
