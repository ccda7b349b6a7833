/** One sentence about a plan: its code and figures for machines, its text for people. */
export interface Statement {
  code: StatementCode;
  figures: Record<string, string | number>;
  text: { vi: string; en: string };
}

const TEXTS = {
  hole: {
    vi: '{people} người không chia được thành các lớp {minimum}–{maximum} người: {fewest} lớp thì thiếu người, {most} lớp thì thừa (khoảng {from}–{to}).',
    en: '{people|person|people} cannot be split into classes of {minimum}–{maximum}: in {fewest|class|classes} there are too few in each, in {most|class|classes} too many (hole {from}–{to}).',
  },
  'too-few': {
    vi: '{people} người không đủ mở một lớp, cần ít nhất {minimum} người.',
    en: '{people|person|people} cannot fill a class, which takes at least {minimum}.',
  },
  'raise-maximum': {
    vi: 'Nâng số người tối đa của lớp lên {maximum}: đủ chỗ trong {classes} lớp.',
    en: 'Raise the maximum of a class to {maximum}: everybody fits into {classes|class|classes}.',
  },
  'lower-minimum': {
    vi: 'Hạ số người tối thiểu của lớp xuống {minimum}: mở được {classes} lớp.',
    en: 'Lower the minimum of a class to {minimum}: then there are people enough for {classes|class|classes}.',
  },
  borrow: {
    vi: 'Mượn {people} người của đơn vị lân cận {neighbour} (cách {km} km) để đủ {classes} lớp.',
    en: 'Borrow {people|person|people} of the neighbour {neighbour} ({km} km away) to fill {classes|class|classes}.',
  },
  leave: {
    vi: 'Để lại {people} người cho đợt sau.',
    en: 'Leave {people|person|people} for a later round.',
  },
  'more-classes': {
    vi: 'Tăng chỉ tiêu thêm {classes} lớp.',
    en: 'Raise the quota by {classes|class|classes}.',
  },
  'below-minimum': {
    vi: '{unit}: {people} người chưa có lớp, vì số người còn lại cùng thời gian không đủ {minimum} người một lớp.',
    en: '{unit}: {people|person|people} without a class, as those who are left at that time are fewer than the {minimum} of a class.',
  },
  quota: {
    vi: '{unit}: {people} người chưa có lớp, vì chỉ tiêu {quota} lớp đã dùng hết.',
    en: '{unit}: {people|person|people} without a class, as the quota of {quota|class|classes} is used up.',
  },
  'no-date': {
    vi: '{unit}: {people} người chưa có lớp, vì từ {earliest} đến {deadline} không có {days} ngày làm việc liền nhau để mở lớp.',
    en: '{unit}: {people|person|people} without a class, as no {days|working day|working days} in a row can be found for one between {earliest} and {deadline}.',
  },
  'no-host': {
    vi: '{unit}: {people} người chưa có lớp, vì không nơi nào có phòng cho {minimum} người.',
    en: '{unit}: {people|person|people} without a class, as no host has a room for {minimum} people.',
  },
  'out-of-reach': {
    vi: '{unit}: {people} người chưa có lớp, vì nơi mở lớp gần nhất ({host}, {km} km) xa hơn giới hạn {reach} km.',
    en: '{unit}: {people|person|people} without a class, as the nearest host ({host}, {km} km) is beyond the {reach} km allowed.',
  },
  'desk-rule': {
    vi: '{unit}: {people} người chưa có lớp, vì bộ phận một cửa chỉ được vắng {allowed} người một ngày.',
    en: '{unit}: {people|person|people} without a class, as only {allowed} of the one-stop desk may be away on one day.',
  },
  trainers: {
    vi: '{unit}: {people} người chưa có lớp, vì không còn giảng viên trong thời gian đó.',
    en: '{unit}: {people|person|people} without a class, as no trainer is free at that time.',
  },
  price: {
    vi: '{rule}: người chưa có lớp {unserved}, số lớp {classes}, đi lại {km} km so với kế hoạch này.',
    en: '{rule}: people unserved {unserved}, classes {classes}, travel {km} km against this plan.',
  },
  nearest: {
    vi: '{unit} học ở {host} vì đó là lớp gần nhất ({km} km).',
    en: '{unit} goes to {host} because that is the nearest class ({km} km).',
  },
  'not-nearest': {
    vi: '{unit} học ở {host} ({km} km), vì không vào được lớp gần hơn nào.',
    en: '{unit} goes to {host} ({km} km) because no nearer class can take it.',
  },
  'nearer-full': {
    vi: 'Lớp {host} ngày {date} ({km} km) đã đủ {maximum} người; đổi chỗ sẽ làm người khác đi xa hơn.',
    en: 'The class at {host} on {date} ({km} km) is full with {maximum} people; a swap would send others farther.',
  },
  'nearer-desk': {
    vi: 'Lớp {host} ngày {date} ({km} km): đã có {away} người của bộ phận một cửa vắng ngày đó.',
    en: 'The class at {host} on {date} ({km} km): {away|officer|officers} of the one-stop desk will be away on that day already.',
  },
  'nearer-window': {
    vi: 'Lớp {host} ngày {date} ({km} km) nằm ngoài thời gian {earliest} – {deadline} của nhóm này.',
    en: 'The class at {host} on {date} ({km} km) is outside the dates {earliest} – {deadline} of this group.',
  },
  'needed-here': {
    vi: 'Lớp {host} ngày {date} ({km} km) gần hơn, nhưng thiếu nhóm này thì lớp hiện nay không đủ {minimum} người.',
    en: 'The class at {host} on {date} ({km} km) is nearer, but without this group the present one falls below {minimum}.',
  },
  'nearer-open': {
    vi: 'Lớp {host} ngày {date} ({km} km) gần hơn và còn chỗ.',
    en: 'The class at {host} on {date} ({km} km) is nearer and has a seat.',
  },
} as const;

export type StatementCode = keyof typeof TEXTS;

export function statement(code: StatementCode, figures: Statement['figures']): Statement {
  const { vi, en } = TEXTS[code];
  const fill = (text: string, locale: string): string =>
    // {people|person|people}: the figure with the word in the number that fits
    text.replace(/\{(\w+)(?:\|([^|}]+)\|([^}]+))?\}/g, (_, name: string, one?: string, many?: string) => {
      const value = figures[name] ?? '';
      const shown = typeof value === 'number' ? value.toLocaleString(locale, { maximumFractionDigits: 1 }) : value;
      return one === undefined ? shown : `${shown} ${value === 1 ? one : many}`;
    });
  return { code, figures, text: { vi: fill(vi, 'vi'), en: fill(en, 'en') } };
}
