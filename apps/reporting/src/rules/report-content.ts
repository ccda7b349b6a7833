import type { ReportFigures } from '#contracts';
import type { ReportPeriod } from './report-period.js';

/** What a report freezes; its canonical JSON is what the hash covers. */
export interface ReportContent {
  period: ReportPeriod;
  year: number;
  from: string;
  to: string;
  dueOn: string;
  asOf: string;
  figures: ReportFigures;
  /** Newest seal of the audit trails when it was frozen: a paper in an archive that the trails must still fit. */
  auditHead?: AuditHead;
}

export interface AuditHead {
  service: string;
  number: number;
  hash: string;
}

const LABELS: Record<keyof ReportFigures, { vi: string; en: string }> = {
  people: { vi: 'Người đang giữ chức vụ', en: 'People holding a post' },
  dutiesOpen: { vi: 'Nghĩa vụ bồi dưỡng còn phải thực hiện', en: 'Training duties open' },
  dutiesFulfilled: { vi: 'Nghĩa vụ bồi dưỡng đã hoàn thành trong kỳ', en: 'Training duties fulfilled in the period' },
  dutiesWaived: { vi: 'Nghĩa vụ bồi dưỡng được miễn trong kỳ', en: 'Training duties waived in the period' },
  seated: { vi: 'Người đã có chỗ trong lớp', en: 'People with a seat' },
  waiting: { vi: 'Người đang chờ lớp', en: 'People waiting for a class' },
  certificates: { vi: 'Chứng nhận cấp trong kỳ', en: 'Certificates issued in the period' },
};

/** The report as CSV (RFC 4180), one figure a line, with a mark by which a spreadsheet recognises UTF-8. */
export function reportCsv({ figures, ...report }: ReportContent, contentHash: string): string {
  const header = [
    ['code', 'label_vi', 'label_en', 'value'],
    ['period', 'Kỳ báo cáo', 'Report period', `${report.period} ${report.year}`],
    ['from', 'Từ ngày', 'From', report.from],
    ['to', 'Đến ngày', 'To', report.to],
    ['asOf', 'Ngày chốt số liệu', 'As of', report.asOf],
  ];
  const lines = (Object.keys(LABELS) as (keyof ReportFigures)[]).map(code => [
    code,
    LABELS[code].vi,
    LABELS[code].en,
    String(figures[code]),
  ]);
  const { auditHead } = report;
  const head = [
    'auditHead',
    'Mã niêm phong kiểm toán',
    'Seal of the audit trails',
    `${auditHead?.number} ${auditHead?.hash}`,
  ];
  const hash = ['contentHash', 'Mã băm nội dung', 'Content hash', contentHash];
  return (
    '\uFEFF' +
    [...header, ...lines, ...(auditHead ? [head] : []), hash].map(line => `${line.map(quoted).join(',')}\r\n`).join('')
  );
}

function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
