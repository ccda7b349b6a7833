import { fill, type Bilingual } from '#kernel';

/** What the check of a programme can say, in both languages. */
const SENTENCES = {
  SEATS_A_YEAR: {
    vi: 'Loại lớp {type}: {classes} lớp mỗi năm, từ {fewest} đến {most} chỗ',
    en: 'Class type {type}: {classes} classes a year, {fewest} to {most} seats',
  },
  IMPOSSIBLE_SIZES: {
    vi: 'Loại lớp {type} ({minimum}–{maximum} người): không chia được thành lớp khi số người là {sizes}',
    en: 'Class type {type} ({minimum}–{maximum} people): no classes can be made of {sizes} people',
  },
  SIZE_IMPOSSIBLE: {
    vi: 'Loại lớp {type}: {people} người không chia được thành lớp nào; gần nhất là {below} hoặc {above} người',
    en: 'Class type {type}: {people} people fit into no number of classes; the nearest are {below} and {above}',
  },
  SEATS_TOO_FEW: {
    vi: 'Loại lớp {type}: {people} người, mỗi năm {times} lần, nhưng nhiều nhất chỉ có {most} chỗ; cần ít nhất {needed} lớp thay vì {classes}, nếu không mỗi người chỉ được học {months} tháng một lần',
    en: 'Class type {type}: {people} people, {times} times a year, but at most {most} seats; at least {needed} classes are needed instead of {classes}, or everybody is trained once in {months} months',
  },
  SEATS_TOO_MANY: {
    vi: 'Loại lớp {type}: {people} người không lấp đầy {classes} lớp nhỏ nhất ({fewest} chỗ); {needed} lớp là đủ',
    en: 'Class type {type}: {people} people do not fill {classes} classes of the smallest size ({fewest} seats); {needed} are enough',
  },
  NORM_ABOVE_SEATS: {
    vi: '{units} đơn vị cấp {level}, mỗi nơi {minimum} người “{duty}”: {people} lượt mỗi năm đã hơn {most} chỗ của loại lớp {type}, chưa kể lãnh đạo',
    en: '{units} units of level {level} with {minimum} “{duty}” each: {people} trainings a year exceed the {most} seats of class type {type} before one leader is seated',
  },
  DUTY_IN_NO_CLASS: {
    vi: 'Định mức yêu cầu {fewest}–{most} người “{duty}” ở {units} đơn vị cấp {level}, nhưng không nhóm đối tượng nào nêu họ',
    en: 'The norm asks for {fewest}–{most} “{duty}” in {units} units of level {level}, but no cohort names them',
  },
  DUTY_FORGOTTEN: {
    vi: 'Văn bản bỏ sót {fewest}–{most} người “{duty}” ở {units} đơn vị cấp {level} trong danh sách lớp; ở đây họ thuộc nhóm {cohort} theo giả định',
    en: 'The document forgets {fewest}–{most} “{duty}” of {units} units of level {level} in its class list; here they are in cohort {cohort} by assumption',
  },
  DESK_DAYS: {
    vi: 'Bộ phận một cửa cấp {level} có {officers} người, mỗi ngày chỉ {away} người được vắng: cần ít nhất {days} đợt',
    en: 'A desk of level {level} has {officers} officers and may spare {away} a day: it needs at least {days} dates',
  },
  ALLOWANCE_A_YEAR: {
    vi: 'Phụ cấp {amount} đồng một tháng cho {fewest}–{most} người theo định mức: {yearFewest}–{yearMost} đồng một năm',
    en: 'The allowance of {amount} đ a month for {fewest}–{most} people by the norm: {yearFewest}–{yearMost} đ a year',
  },
} satisfies Record<string, Bilingual>;

export type FindingCode = keyof typeof SENTENCES;

/** Only these say that something cannot be as it is written; the others are figures to know. */
const CONTRADICTIONS: readonly FindingCode[] = [
  'SIZE_IMPOSSIBLE',
  'SEATS_TOO_FEW',
  'NORM_ABOVE_SEATS',
  'DUTY_IN_NO_CLASS',
  'DUTY_FORGOTTEN',
];

export function findingSentence(code: FindingCode, params: Record<string, string | number>): Bilingual {
  const { vi, en } = SENTENCES[code];
  return { vi: fill(vi, params), en: fill(en, params) };
}

export const isContradiction = (code: FindingCode): boolean => CONTRADICTIONS.includes(code);
