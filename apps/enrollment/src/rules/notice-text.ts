import { fill, type Bilingual } from '#kernel';

export const NOTICE_KINDS = ['seat-granted', 'seat-released', 'class-soon', 'duty-overdue'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

const TEXTS: Record<NoticeKind, Bilingual> = {
  'seat-granted': {
    vi: 'Một người của đơn vị được xếp chỗ trong lớp khai giảng ngày {date}.',
    en: 'A person of the unit has a seat in the class that begins on {date}.',
  },
  'seat-released': {
    vi: 'Một người của đơn vị không còn chỗ trong lớp khai giảng ngày {date}.',
    en: 'A person of the unit no longer has a seat in the class that begins on {date}.',
  },
  'class-soon': {
    vi: 'Nhắc lịch: một người của đơn vị học lớp khai giảng ngày {date}.',
    en: 'A reminder: a person of the unit is in the class that begins on {date}.',
  },
  'duty-overdue': {
    vi: 'Một người của đơn vị chưa được bồi dưỡng dù đã quá hạn ngày {date}.',
    en: 'A person of the unit has not been trained by the deadline of {date}.',
  },
};

export interface NoticeFacts {
  kind: NoticeKind;
  date: string;
}

const vietnamese = (date: string): string => date.split('-').reverse().join('/');

export function noticeText({ kind, date }: NoticeFacts): Bilingual {
  return { vi: fill(TEXTS[kind].vi, { date: vietnamese(date) }), en: fill(TEXTS[kind].en, { date }) };
}

/** One mail for all that a unit was not told yet, like things counted together. It names nobody: who it is stands behind the sign-in. */
export function digestOf(notices: readonly NoticeFacts[]): { subject: string; body: string } {
  const alike = Map.groupBy(notices, notice => noticeText(notice).vi);
  const lines = [...alike].map(([text, same]) => (same.length > 1 ? `- ${same.length} lần: ${text}` : `- ${text}`));
  return {
    subject: `Năng Lực: ${notices.length} thông báo về bồi dưỡng cải cách hành chính`,
    body: ['Kính gửi đơn vị,', '', ...lines, '', 'Danh sách theo từng người xem tại mục Thông báo của hệ thống.'].join(
      '\n',
    ),
  };
}
