import { describe, expect, it } from '@jest/globals';
import { digestOf, noticeText } from './notice-text.js';

describe('notices', () => {
  it('are told in Vietnamese and English', () => {
    expect(noticeText({ kind: 'seat-granted', date: '2026-04-20' })).toEqual({
      vi: 'Một người của đơn vị được xếp chỗ trong lớp khai giảng ngày 20/04/2026.',
      en: 'A person of the unit has a seat in the class that begins on 2026-04-20.',
    });
  });

  it('are put together in one mail, alike ones counted', () => {
    const granted = { kind: 'seat-granted', date: '2026-04-20' } as const;
    const { subject, body } = digestOf([granted, granted, { kind: 'duty-overdue', date: '2026-01-31' }]);
    expect(subject).toContain('3 thông báo');
    expect(body.split('\n').filter(line => line.startsWith('-'))).toEqual([
      '- 2 lần: Một người của đơn vị được xếp chỗ trong lớp khai giảng ngày 20/04/2026.',
      '- Một người của đơn vị chưa được bồi dưỡng dù đã quá hạn ngày 31/01/2026.',
    ]);
  });
});
