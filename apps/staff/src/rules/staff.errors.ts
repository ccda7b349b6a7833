import { defineErrors, fileErrors } from '#kernel';

/** Every refusal of this service: a stable code and its sentence in both languages. */
export const staffErrors = defineErrors({
  ...fileErrors('STAFF'),
  'STAFF.OUT_OF_SCOPE': {
    vi: 'Người hoặc đơn vị này không thuộc phạm vi của tài khoản',
    en: 'This person or unit is outside the units of the account',
  },
  'STAFF.FILE_TOO_LARGE': {
    vi: 'Tệp lớn hơn {most} MB: hãy chia thành nhiều đợt',
    en: 'The file is larger than {most} MB: split it into several batches',
  },
  'STAFF.ACTION_UNKNOWN': { vi: 'Không có hành động “{action}”', en: 'There is no action “{action}”' },
  'STAFF.POST_UNKNOWN': { vi: 'Không có chức vụ mã “{post}”', en: 'There is no post with code “{post}”' },
  'STAFF.DUTY_UNKNOWN': {
    vi: 'Không có nhiệm vụ kiêm nhiệm mã “{duty}”',
    en: 'There is no concurrent duty with code “{duty}”',
  },
  'STAFF.DATE_IMPOSSIBLE': {
    vi: '“{date}” không phải là một ngày (viết NNNN-TT-NN, ví dụ 2025-07-01)',
    en: '“{date}” is not a date (write YYYY-MM-DD, such as 2025-07-01)',
  },
  'STAFF.DATE_IN_FUTURE': {
    vi: 'Ngày {date} ở sau hôm nay ({today}): chỉ ghi nhận việc đã có hiệu lực',
    en: '{date} is after today ({today}): only what is in effect is recorded',
  },
  'STAFF.UNIT_UNKNOWN': {
    vi: 'Không có đơn vị mã “{code}” tại ngày {date}',
    en: 'No unit with code “{code}” on {date}',
  },
  'STAFF.UNIT_ENDS_EARLIER': {
    vi: 'Đơn vị mã “{code}” kết thúc ngày {date}, trước thay đổi tiếp theo đã ghi ngày {until}: hãy thêm dòng cho ngày {date}',
    en: 'The unit “{code}” ends on {date}, before the next change recorded on {until}: add a row for {date}',
  },
  'STAFF.POST_LEVEL_MISMATCH': {
    vi: 'Chức vụ “{post}” không có ở đơn vị “{code}” (cấp {level})',
    en: 'The post “{post}” does not exist in unit “{code}” (level {level})',
  },
  'STAFF.PERSON_UNKNOWN': {
    vi: 'Không có ai mang mã “{staffCode}” đang giữ chức vụ tại ngày {date}',
    en: 'Nobody with staff code “{staffCode}” holds a post on {date}',
  },
  'STAFF.TWO_MAIN_POSTS': {
    vi: 'Người mang mã “{staffCode}” sẽ giữ hai chức vụ chính cùng lúc từ ngày {date}',
    en: 'The person with staff code “{staffCode}” would hold two main posts at once from {date}',
  },
  'STAFF.VALIDITY_OVERLAP': {
    vi: 'Ngày {date} của người mang mã “{staffCode}” chồng lên quá trình công tác đã ghi đến ngày {held}',
    en: '{date} overlaps what is recorded of the person with staff code “{staffCode}”, which reaches {held}',
  },
  'STAFF.LEVEL_UNKNOWN': { vi: 'Không có cấp đơn vị “{level}”', en: 'There is no unit level “{level}”' },
  'STAFF.PARENT_UNKNOWN': {
    vi: 'Không có đơn vị cấp trên mã “{code}” tại ngày {date}',
    en: 'No parent unit with code “{code}” on {date}',
  },
  'STAFF.UNIT_CODE_TAKEN': {
    vi: 'Mã đơn vị “{code}” đã thuộc về một đơn vị khác từ ngày {date} trở đi',
    en: 'The unit code “{code}” belongs to another unit on or after {date}',
  },
  'STAFF.UNIT_ENDS_ALREADY': {
    vi: 'Đơn vị mã “{code}” đã chấm dứt từ ngày {date}',
    en: 'The unit with code “{code}” already ends on {date}',
  },
  'STAFF.PARENT_ENDS': {
    vi: 'Đơn vị mã “{code}” vẫn còn nhưng đơn vị cấp trên chấm dứt từ ngày {date}',
    en: 'The unit with code “{code}” goes on, but its parent ends on {date}',
  },
  'STAFF.UNIT_NOT_ON_DAY': {
    vi: 'Đơn vị {id} không có vào ngày {date}: chưa thành lập hoặc đã kết thúc',
    en: 'The unit {id} did not exist on {date}: it was not established yet, or had ended',
  },
  'STAFF.UNIT_ID_UNKNOWN': { vi: 'Không có đơn vị {id}', en: 'There is no unit {id}' },
  'STAFF.BATCH_UNKNOWN': { vi: 'Không có đợt điều động {id}', en: 'There is no reassignment batch {id}' },
  'STAFF.BATCH_CANCELLED': {
    vi: 'Đợt điều động {id} đã bị hủy',
    en: 'The reassignment batch {id} was cancelled',
  },
  'STAFF.BATCH_NOT_CHECKED': {
    vi: 'Đợt điều động {id} chưa kiểm tra xong hoặc bị từ chối (trạng thái {status})',
    en: 'The reassignment batch {id} is not checked yet or was refused (status {status})',
  },
  'STAFF.PREVIEW_UNKNOWN': {
    vi: 'Chưa ai yêu cầu xem trước tác động của đợt {id}',
    en: 'Nobody has asked for a preview of the batch {id} yet',
  },
  'STAFF.BATCH_DRY_RUN': {
    vi: 'Đợt {id} chỉ để chạy thử, không ban hành được: hãy tải tệp lên lại không có dryRun',
    en: 'The batch {id} is a dry run and cannot be released: upload the file again without dryRun',
  },
  'STAFF.BATCH_RELEASED': {
    vi: 'Đợt điều động {id} đã ban hành: chỉ sửa được bằng một đợt đảo ngược',
    en: 'The reassignment batch {id} was released: only a reverse batch can correct it',
  },
  'STAFF.BATCH_NOT_RELEASED': {
    vi: 'Đợt điều động {id} chưa được áp dụng xong nên chưa thể đảo ngược',
    en: 'The reassignment batch {id} is not applied yet, so there is nothing to reverse',
  },
  'STAFF.BATCH_REVERSED': {
    vi: 'Đợt điều động {id} đã có đợt đảo ngược {other}',
    en: 'The reassignment batch {id} already has the reverse batch {other}',
  },
  'STAFF.BATCH_IRREVERSIBLE': {
    vi: 'Không đảo ngược được: {count} người không thể trở lại chỗ cũ',
    en: 'It cannot be reversed: {count} people cannot go back',
  },
  'STAFF.NOTHING_TO_REVERSE': {
    vi: 'Đợt điều động {id} không để lại thay đổi nào để đảo ngược',
    en: 'The reassignment batch {id} left nothing that could be reversed',
  },
  'STAFF.MOVED_SINCE': {
    vi: 'Người mang mã “{staffCode}” đã được điều động tiếp ngày {held}: hãy sửa riêng từng người',
    en: 'The person with staff code “{staffCode}” was moved again on {held}: correct that person alone',
  },
  'STAFF.HISTORY_WRONG': {
    vi: 'Quá trình công tác sai ở mục {row}: {what}',
    en: 'The history is wrong at entry {row}: {what}',
  },
  'STAFF.ABSENCE_ENDS_BEFORE_START': {
    vi: 'Ngày trở lại {to} không ở sau ngày bắt đầu vắng {from}',
    en: 'The first day back, {to}, is not after the first day of absence, {from}',
  },
  'STAFF.ABSENCE_UNKNOWN': { vi: 'Không có đợt vắng mặt {id}', en: 'There is no absence {id}' },
  'STAFF.ABSENT_ALREADY': {
    vi: 'Người này đã được ghi là vắng mặt từ ngày {from}',
    en: 'This person is already recorded as absent from {from}',
  },
  'STAFF.HOST_UNIT_OF_SECONDMENT': {
    vi: 'Biệt phái phải có đơn vị tiếp nhận, các loại vắng mặt khác thì không',
    en: 'A secondment names the unit that hosts it, any other absence names none',
  },
  'STAFF.MONTH_NOT_OVER': {
    vi: 'Tháng {month} chưa kết thúc (hôm nay là {today})',
    en: 'The month {month} is not over yet (today is {today})',
  },
  'STAFF.MONTH_CLOSED': {
    vi: 'Danh sách phụ cấp đã chốt đến tháng {month}',
    en: 'The allowance lists are closed up to {month}',
  },
  'STAFF.MONTH_UNKNOWN': {
    vi: 'Chưa chốt danh sách phụ cấp tháng {month}',
    en: 'The allowance list of {month} is not closed yet',
  },
  'STAFF.SECOND_PERSON_NEEDED': {
    vi: 'Đợt {rows} dòng do {uploader} tải lên: phải do một người khác ban hành (trên {limit} dòng)',
    en: 'The batch of {rows} rows was uploaded by {uploader}: somebody else must release it (above {limit} rows)',
  },
  'STAFF.BATCH_OUTDATED': {
    vi: 'Sổ cán bộ đã thay đổi từ khi kiểm tra đợt này: {count} dòng không còn đúng, đầu tiên là dòng {row}. {vi}',
    en: 'The registry moved since this batch was checked: {count} rows are no longer right, first row {row}. {en}',
  },
  'STAFF.PERSON_BEING_MOVED': {
    vi: 'Người mang mã “{staffCode}” đang được điều động trong đợt “{batch}”: hãy đợi đợt đó áp dụng xong',
    en: 'The person with staff code “{staffCode}” is being moved by the batch “{batch}”: wait until it is applied',
  },
  'STAFF.PREVIEW_NEEDED': {
    vi: 'Đợt {id} chưa có bản xem trước hoàn tất',
    en: 'Batch {id} has no finished preview yet',
  },
  'STAFF.RELEASE_ASKED': {
    vi: 'Đợt {id} đang chờ phê duyệt, hoặc đã có quyết định',
    en: 'Batch {id} waits for approval, or has a decision',
  },
  'STAFF.PERSON_ERASED': { vi: 'Tên của người {id} đã được xóa', en: 'The name of the person {id} is erased already' },
  'STAFF.ARCHIVE_PERIOD': {
    vi: 'Chỉ xóa tên của người đã nghỉ ít nhất {years} năm (đến {until})',
    en: 'A name is erased {years} years after its person left (on {until})',
  },
  'STAFF.NATIONAL_IDS_OFF': {
    vi: 'Chưa đặt khóa NATIONAL_ID_KEY nên không lưu số định danh cá nhân',
    en: 'National ids are off: the setting NATIONAL_ID_KEY is missing',
  },
  'STAFF.NATIONAL_ID_TAKEN': {
    vi: 'Số định danh cá nhân này đã được ghi cho người khác',
    en: 'This national id is recorded for somebody else',
  },
  'STAFF.NATIONAL_ID_UNKNOWN': {
    vi: 'Chưa ghi số định danh cá nhân của người {id}',
    en: 'The national id of the person {id} is not recorded',
  },
  'STAFF.NATIONAL_ID_NOT_FOUND': {
    vi: 'Không có ai mang số định danh cá nhân này',
    en: 'Nobody with this national id',
  },
  'STAFF.NATIONAL_ID_MALFORMED': {
    vi: 'Số định danh cá nhân phải gồm 12 chữ số, bắt đầu bằng 0',
    en: 'A national id has 12 digits, the first of them 0',
  },
  'STAFF.NATIONAL_ID_ROW': { vi: 'Dòng này không đọc được', en: 'This row cannot be read' },
  'STAFF.NATIONAL_ID_TWICE': {
    vi: 'Giá trị này đã có ở một dòng trước',
    en: 'An earlier row has this value already',
  },
  'STAFF.NATIONAL_ID_NOBODY': {
    vi: 'Không có ai mang mã “{staffCode}”',
    en: 'Nobody with staff code “{staffCode}”',
  },
  'STAFF.PERSON_ID_UNKNOWN': { vi: 'Không có người {id}', en: 'There is no person {id}' },
});

export type StaffErrorCode = keyof typeof staffErrors;
