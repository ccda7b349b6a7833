import { defineErrors } from '#kernel';

defineErrors({
  'ENROLLMENT.RECONCILIATION_UNKNOWN': {
    vi: 'Không có lần đối soát {id}',
    en: 'There is no reconciliation {id}',
  },
  'ENROLLMENT.PROGRAMME_UNKNOWN': {
    vi: 'Không có đề án {code} có hiệu lực vào ngày {date}',
    en: 'No programme {code} is in force on {date}',
  },
  'ENROLLMENT.PERIOD_OUTSIDE_YEAR': {
    vi: 'Ngày mở {date} không thuộc năm {year}',
    en: 'The opening day {date} is not in the year {year}',
  },
  'ENROLLMENT.PERIOD_ALREADY_OPEN': {
    vi: 'Năm {year} của đề án {code} đã mở từ ngày {date}',
    en: 'The year {year} of programme {code} has been open since {date}',
  },
  'ENROLLMENT.CLASS_UNKNOWN': { vi: 'Không có lớp {id}', en: 'There is no class {id}' },
  'ENROLLMENT.CLASS_NOT_STARTED': {
    vi: 'Lớp khai giảng ngày {date}, chưa điểm danh được',
    en: 'The class starts on {date}; attendance cannot be recorded yet',
  },
  'ENROLLMENT.PERSON_MARKED_TWICE': {
    vi: 'Người {personId} có hai kết quả khác nhau trong cùng yêu cầu',
    en: 'Person {personId} is marked both ways in one request',
  },
  'ENROLLMENT.NO_SEAT': {
    vi: 'Người {personId} không có chỗ trong lớp này',
    en: 'Person {personId} has no seat in this class',
  },
  'ENROLLMENT.ALREADY_MARKED': {
    vi: 'Người {personId} đã được điểm danh là {mark}',
    en: 'Person {personId} has already been marked as {mark}',
  },
  'ENROLLMENT.PERSON_UNKNOWN': { vi: 'Không có người {id}', en: 'There is no person {id}' },
});
