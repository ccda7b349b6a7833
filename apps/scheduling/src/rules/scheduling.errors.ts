import { defineErrors } from '#kernel';

defineErrors({
  'SCHEDULING.DRAFT_DECIDED': {
    vi: 'Đề án {code} lần {version} đã được trình hoặc đã quyết định (trạng thái {status})',
    en: 'The programme {code} v{version} is submitted or decided (status {status})',
  },
  'SCHEDULING.PREVIEW_NEEDED': {
    vi: 'Hãy xem trước tác động của đề án {code} lần {version} rồi mới trình',
    en: 'Preview the effect of the programme {code} v{version} before it is submitted',
  },
  'SCHEDULING.APPROVAL_NEEDED': {
    vi: 'Đề án chỉ có hiệu lực khi được phê duyệt: hãy lưu dự thảo, xem trước và trình',
    en: 'A programme takes effect by approval only: save a draft, preview it and submit it',
  },
  'SCHEDULING.PROGRAMME_VERSION_TAKEN': {
    vi: 'Đề án {code} lần ban hành {version} đã có với nội dung khác; hãy tăng số lần ban hành',
    en: 'Programme {code} version {version} exists with other content; raise the version',
  },
  'SCHEDULING.PROGRAMME_OVERLAP': {
    vi: 'Hiệu lực của đề án {code} chồng lên đề án {other} (từ {from})',
    en: 'Programme {code} is in force at the same time as {other} (from {from})',
  },
  'SCHEDULING.PROGRAMME_UNKNOWN': { vi: 'Không có đề án {programme}', en: 'There is no programme {programme}' },
  'SCHEDULING.PROGRAMME_NOT_IN_FORCE': {
    vi: 'Đề án {code} không có hiệu lực vào ngày {date}',
    en: 'Programme {code} is not in force on {date}',
  },
  'SCHEDULING.WRONG_WINDOW': {
    vi: 'Khoảng ngày từ {from} đến {to} phải nằm trong năm {year} và không được đảo ngược',
    en: 'The days from {from} to {to} must lie in {year}, the first before the last',
  },
  'SCHEDULING.NOTHING_TO_PLAN': {
    vi: 'Không lập được lớp nào: {waiting} người đang chờ, lý do: {reasons}',
    en: 'No class can be planned: {waiting} people wait; reasons: {reasons}',
  },
  'SCHEDULING.CLASS_NOT_OPEN': {
    vi: 'Chỉ cử giảng viên cho lớp đang mở; lớp này ở trạng thái {status}',
    en: 'Only an open class gets a trainer; this one is {status}',
  },
  'SCHEDULING.PLAN_UNKNOWN': { vi: 'Không có kế hoạch {planId}', en: 'There is no plan {planId}' },
  'SCHEDULING.PLAN_STALE': {
    vi: 'Kế hoạch đã ở phiên bản {version}; hãy tải lại',
    en: 'The plan is at version {version} by now; read it again',
  },
  'SCHEDULING.PLAN_NOT_RETURNED': {
    vi: 'Chỉ sửa lại kế hoạch đã bị trả lại; kế hoạch này đang ở trạng thái {status}',
    en: 'Only a plan that was returned is revised; this one is {status}',
  },
  'SCHEDULING.PLAN_NOT_DRAFT': {
    vi: 'Chỉ trình được kế hoạch đang dự thảo; kế hoạch này ở trạng thái {status}',
    en: 'Only a draft can be submitted; this plan is {status}',
  },
  'SCHEDULING.QUOTA_EXCEEDED': {
    vi: 'Năm {year} chỉ còn {left} lớp loại {classType}; kế hoạch có {planned} lớp',
    en: 'Only {left} classes of type {classType} are left in {year}; the plan has {planned}',
  },
  'SCHEDULING.PLAN_HASH_MISMATCH': {
    vi: 'Quyết định không khớp nội dung của kế hoạch {planId}',
    en: 'The decision is not about the content of plan {planId}',
  },
  'SCHEDULING.PLAN_NOT_SUBMITTED': {
    vi: 'Kế hoạch {planId} ở trạng thái {status}, không chờ quyết định {outcome}',
    en: 'Plan {planId} is {status} and awaits no decision ({outcome})',
  },
  'SCHEDULING.CLASS_UNKNOWN': { vi: 'Không có lớp {classId}', en: 'There is no class {classId}' },
  'SCHEDULING.RUN_UNKNOWN': { vi: 'Không có lượt lập lịch {runId}', en: 'There is no planning run {runId}' },
  'SCHEDULING.RUN_NOT_DONE': {
    vi: 'Lượt lập lịch {runId} ở trạng thái {status}, chưa có kết quả',
    en: 'Planning run {runId} is {status} and has no result',
  },
  'SCHEDULING.RUN_ENDED': {
    vi: 'Lượt lập lịch {runId} đã kết thúc ({status})',
    en: 'Planning run {runId} has ended ({status})',
  },
  'SCHEDULING.RUN_INCOMPLETE': {
    vi: 'Cần programmeCode, classType, from và to, hoặc basedOn',
    en: 'Give programmeCode, classType, from and to, or basedOn',
  },
  'SCHEDULING.CLASS_TYPE_UNKNOWN': {
    vi: 'Đề án {code} không có loại lớp {classType}',
    en: 'Programme {code} has no class type {classType}',
  },
  'SCHEDULING.PROBLEM_IMPOSSIBLE': {
    vi: 'Bài toán tự mâu thuẫn: {reason}',
    en: 'The problem contradicts itself: {reason}',
  },
  'SCHEDULING.EDIT_IMPOSSIBLE': { vi: 'Không sửa được: {reason}', en: 'This edit is impossible: {reason}' },
  'SCHEDULING.EDIT_BREAKS_RULES': {
    vi: 'Kế hoạch sau khi sửa phạm {count} quy tắc: {rules}',
    en: 'After the edit the plan breaks {count} rules: {rules}',
  },
  'SCHEDULING.DISTANCES_WRONG': {
    vi: 'Tệp khoảng cách có {count} chỗ sai; chưa nhận dòng nào',
    en: 'The file of distances is wrong in {count} places; no line was taken',
  },
  'SCHEDULING.DISTANCE_UNIT_UNKNOWN': { vi: 'Không có đơn vị mã {value}', en: 'There is no unit with code {value}' },
  'SCHEDULING.DISTANCE_WRONG': { vi: 'Quãng đường không hợp lệ: {value}', en: 'Not a distance: {value}' },
  'SCHEDULING.PLAN_UNDECIDED': {
    vi: 'Kế hoạch bổ sung {planId} chưa được quyết định',
    en: 'Supplementary plan {planId} has not been decided on',
  },
});
