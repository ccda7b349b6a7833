import { describe, expect, it } from '@jest/globals';
import { reportCsv, type ReportContent } from './report-content.js';

const content: ReportContent = {
  period: 'q1',
  year: 2025,
  from: '2024-12-15',
  to: '2025-03-14',
  dueOn: '2025-03-20',
  asOf: '2025-03-14',
  figures: {
    people: 10,
    dutiesOpen: 4,
    dutiesFulfilled: 3,
    dutiesWaived: 1,
    seated: 2,
    waiting: 2,
    certificates: 3,
  },
};

describe('reportCsv', () => {
  it('has one line per figure, in both languages, and the hash of what was frozen', () => {
    const lines = reportCsv(content, 'abc').split('\r\n');
    expect(lines[0]).toBe('\uFEFFcode,label_vi,label_en,value');
    expect(lines).toContain('dutiesOpen,Nghĩa vụ bồi dưỡng còn phải thực hiện,Training duties open,4');
    expect(lines).toHaveLength(14);
    expect(lines[12]).toBe('contentHash,Mã băm nội dung,Content hash,abc');
  });
});
