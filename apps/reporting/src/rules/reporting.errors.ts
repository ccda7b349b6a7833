import { defineErrors } from '#kernel';

defineErrors({
  'REPORTING.REPORT_UNKNOWN': { vi: 'Không có báo cáo {id}', en: 'There is no report {id}' },
  'REPORTING.PUBLICATION_ASKED': {
    vi: 'Báo cáo {id} đã được trình hoặc đã có quyết định',
    en: 'The report {id} waits for a decision, or has one',
  },
  'REPORTING.NOT_WHAT_WAS_DECIDED': {
    vi: 'Nội dung được duyệt không phải là nội dung của báo cáo {id}',
    en: 'What was decided on is not the content of the report {id}',
  },
  'REPORTING.AS_OF_IN_FUTURE': {
    vi: 'Ngày chốt số liệu {asOf} sau ngày hôm nay {today}',
    en: 'The figures cannot be as of {asOf}: today is {today}',
  },
  'REPORTING.NOT_BEGUN': {
    vi: 'Kỳ báo cáo bắt đầu ngày {from}, sau ngày chốt số liệu {asOf}',
    en: 'The report period begins on {from}, after {asOf}',
  },
});
