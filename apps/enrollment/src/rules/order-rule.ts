import { compareTexts } from '#kernel';
import type { Bilingual } from '#kernel';

/** In which order people get seats: whose date to meet comes first, then by the id of the person, which favours nobody. */
export function byOrderRule<Waits extends { deadline: string; personId: string }>(a: Waits, b: Waits): number {
  return compareTexts(a.deadline, b.deadline) || compareTexts(a.personId, b.personId);
}

/** The rule as it stands on every waitlist. */
export const ORDER_RULE: Bilingual = {
  vi:
    'Người có hạn hoàn thành sớm hơn được xếp trước; cùng hạn thì theo mã định danh của người. Chỗ dành riêng cho đơn vị ' +
    'được dùng trước, rồi đến chỗ trong kế hoạch của đơn vị, rồi đến chỗ chung; lớp đúng hạn trước lớp muộn. Thứ tự tính ' +
    'trong những người chờ cùng loại lớp, cùng kỹ năng nếu mỗi lớp dạy một kỹ năng.',
  en:
    'Whoever has the earlier date to meet comes first; with the same date, the order of the ids of the people decides. Seats ' +
    "reserved for the unit are used first, then the unit's seats in the plan, then common ones; classes in time before late ones. Places are counted among those who wait for the same " +
    'type of class, and for the same skill where a class teaches one.',
};
