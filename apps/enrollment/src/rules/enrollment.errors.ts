import { defineErrors, fileErrors } from '#kernel';

defineErrors({
  ...fileErrors('ENROLLMENT'),
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
  'ENROLLMENT.CHANGE_ASKED': {
    vi: 'Đã có một đề nghị về lớp {id} đang chờ quyết định',
    en: 'A request about class {id} is waiting for its decision',
  },
  'ENROLLMENT.CHANGE_INCOMPLETE': {
    vi: 'Đề nghị {action} thiếu hoặc thừa thông tin, hoặc lớp nhận không cùng loại',
    en: 'The request {action} says too little or too much, or names a class of another type',
  },
  'ENROLLMENT.MINIMUM_REACHED': {
    vi: 'Lớp có {granted} người, đã đủ mức tối thiểu {minimum}',
    en: 'The class has {granted} people; its minimum of {minimum} is reached',
  },
  'ENROLLMENT.POSTPONED_BACKWARDS': {
    vi: 'Ngày khai giảng mới phải sau ngày {date} và sau hôm nay',
    en: 'The new first day must be after {date} and after today',
  },
  'ENROLLMENT.SESSION_UNKNOWN': { vi: 'Lớp không có buổi {session}', en: 'The class has no session {session}' },
  'ENROLLMENT.MARK_UNKNOWN': {
    vi: 'Không có kết quả điểm danh “{mark}” (Có mặt, Đi muộn, Vắng, Có phép)',
    en: 'There is no mark “{mark}” (present, late, absent, excused)',
  },
  'ENROLLMENT.ROW_TWICE': {
    vi: 'Người này đã có ở dòng {above}',
    en: 'This person stands in row {above} already',
  },
  'ENROLLMENT.CORRECTION_NEEDS_REASON': {
    vi: 'Sửa kết quả đã điểm danh phải nêu lý do',
    en: 'A mark given before is changed only with a reason',
  },
  'ENROLLMENT.WAS_NOT_THERE': {
    vi: 'Người {personId} không có mặt trong lớp này, không nhận ý kiến đánh giá',
    en: 'Person {personId} was not in this class, so no feedback is taken',
  },
  'ENROLLMENT.FEEDBACK_CLOSED': {
    vi: 'Ý kiến đánh giá lớp chỉ nhận đến hết ngày {date}',
    en: 'Feedback on the class was taken until {date}',
  },
  'ENROLLMENT.FEEDBACK_BY_TRAINER': {
    vi: 'Giảng viên của lớp không nộp ý kiến đánh giá lớp mình dạy',
    en: 'The trainer of a class does not hand in the feedback on it',
  },
  'ENROLLMENT.CLASS_NOT_OVER': { vi: 'Lớp kết thúc ngày {date}', en: 'The class ends on {date}' },
  'ENROLLMENT.NO_SESSION_MARKED': {
    vi: 'Chưa có buổi nào được điểm danh',
    en: 'No session of the class has been marked',
  },
  'ENROLLMENT.NOT_CERTIFIED': {
    vi: 'Người {personId} không có chứng nhận còn giá trị của lớp này',
    en: 'Person {personId} has no certificate of this class that stands',
  },
  'ENROLLMENT.NOBODY_CERTIFIED': {
    vi: 'Lớp {id} chưa có chứng nhận nào còn giá trị',
    en: 'No certificate of class {id} stands',
  },
  'ENROLLMENT.NAME_UNKNOWN': {
    vi: 'Sổ cán bộ không có hoặc không còn giữ tên của người {personId}',
    en: 'The registry has no name of person {personId}, or has it no longer',
  },
  'ENROLLMENT.UNIT_UNKNOWN': { vi: 'Không có đơn vị {id}', en: 'There is no unit {id}' },
  'ENROLLMENT.CERTIFICATE_UNKNOWN': { vi: 'Không có chứng nhận {number}', en: 'There is no certificate {number}' },
  'ENROLLMENT.CERTIFICATE_REVOKED': {
    vi: 'Chứng nhận đã bị thu hồi ngày {date}',
    en: 'The certificate was revoked on {date}',
  },
  'ENROLLMENT.NOT_MARKED': {
    vi: 'Người {personId} chưa được điểm danh ở lớp này',
    en: 'Person {personId} has no mark in this class yet',
  },
  'ENROLLMENT.ELSEWHERE': {
    vi: 'Người {personId} học lớp {classId} trong cùng những ngày đó',
    en: 'Person {personId} is in class {classId} on the same days',
  },
  'ENROLLMENT.DUTY_UNKNOWN': { vi: 'Không có nghĩa vụ {id}', en: 'There is no duty {id}' },
  'ENROLLMENT.DUTY_NOT_OPEN': { vi: 'Nghĩa vụ {id} không còn mở', en: 'Duty {id} is not open' },
  'ENROLLMENT.WAIVER_OVER': {
    vi: 'Ngày hết miễn {date} đã qua',
    en: 'The waiver would have ended on {date} already',
  },
  'ENROLLMENT.WAIVER_NEEDS_APPROVAL': {
    vi: 'Mỗi ngày một tài khoản chỉ tự miễn được {limit} nghĩa vụ; hãy đề nghị miễn theo đợt để được phê duyệt',
    en: 'One account may waive {limit} duties a day alone; ask for a waiver in bulk, which is approved',
  },
  'ENROLLMENT.WAIVER_UNKNOWN': { vi: 'Không có đề nghị miễn {id}', en: 'There is no bulk waiver {id}' },
  'ENROLLMENT.WAIVER_SELECTION': {
    vi: 'Hãy nêu hoặc nghĩa vụ (dutyIds) hoặc đơn vị (unitIds)',
    en: 'Name either duties (dutyIds) or units (unitIds)',
  },
  'ENROLLMENT.NOTHING_TO_WAIVE': {
    vi: 'Không có nghĩa vụ nào đang mở để miễn',
    en: 'No duty is open that could be waived',
  },
  'ENROLLMENT.TOO_MANY_UNITS': {
    vi: 'Mỗi đề nghị miễn liên quan nhiều nhất {limit} đơn vị',
    en: 'A request is about the people of {limit} units at most',
  },
  'ENROLLMENT.TOO_MANY_DUTIES': {
    vi: 'Mỗi đề nghị miễn nhiều nhất {limit} nghĩa vụ',
    en: 'A request is about {limit} duties at most',
  },
  'ENROLLMENT.WAIVER_ASKED': {
    vi: 'Nghĩa vụ {id} đã ở trong một đề nghị miễn đang chờ quyết định',
    en: 'Duty {id} is in a request that waits for its decision',
  },
  'ENROLLMENT.WAIVER_NOT_GIVEN_BACK': {
    vi: 'Chỉ trình lại được đề nghị đã bị trả lại, rút lại hoặc lỗi thời; đề nghị này ở trạng thái {status}',
    en: 'Only a request that came back is asked for again; this one is {status}',
  },
  'ENROLLMENT.WAIVER_OF_OTHERS': {
    vi: 'Đề nghị này có cả đơn vị ngoài phạm vi của bạn',
    en: 'The request is also about units that are not yours',
  },
  'ENROLLMENT.SEAT_UNKNOWN': { vi: 'Không có chỗ {id}', en: 'There is no seat {id}' },
  'ENROLLMENT.CLASS_NOT_OPEN': {
    vi: 'Lớp không còn nhận thay đổi chỗ (trạng thái {status})',
    en: 'The seats of the class can no longer be changed (status {status})',
  },
  'ENROLLMENT.SEAT_NOT_HELD': {
    vi: 'Chỗ này không còn được giữ (trạng thái {status})',
    en: 'The seat is not held any more (status {status})',
  },
  'ENROLLMENT.OWES_NOTHING': {
    vi: 'Người {personId} không có nghĩa vụ bồi dưỡng đang mở',
    en: 'Person {personId} owes no training',
  },
  'ENROLLMENT.HAS_SEAT': {
    vi: 'Người {personId} đã có chỗ {seatId}',
    en: 'Person {personId} already holds seat {seatId}',
  },
  'ENROLLMENT.SEAT_NOT_ALLOWED': {
    vi: 'Người {personId} không thể nhận chỗ của lớp này: {reasonVi}',
    en: 'Person {personId} cannot have a seat of this class: {reason}',
  },
  'ENROLLMENT.NOT_OF_UNIT': {
    vi: 'Người {personId} không thuộc đơn vị {unitId}',
    en: 'Person {personId} does not serve in unit {unitId}',
  },
  'ENROLLMENT.RESERVATION_TOO_LARGE': {
    vi: 'Lớp chỉ còn {free} chỗ có thể dành riêng',
    en: 'Only {free} seats of the class can still be reserved',
  },
  'ENROLLMENT.RESERVATION_USED': {
    vi: 'Đơn vị đã dùng {used} chỗ dành riêng, không thể giảm xuống dưới mức đó',
    en: 'The unit has used {used} reserved seats; fewer cannot be reserved',
  },
  'ENROLLMENT.RESERVATION_DATE': {
    vi: 'Hạn giữ chỗ phải từ hôm nay đến trước ngày khai giảng {date}',
    en: 'A reservation ends on a day from today on, before the class starts on {date}',
  },
});
