import { defineErrors } from '#kernel';

defineErrors({
  'APPROVALS.PROPOSAL_UNKNOWN': { vi: 'Không có tờ trình {id}', en: 'There is no proposal {id}' },
  'APPROVALS.CHAIN_UNKNOWN': {
    vi: 'Chưa khai báo các bước phê duyệt cho loại {subjectType}',
    en: 'No approval chain is defined for {subjectType}',
  },
  'APPROVALS.ALREADY_DECIDED': {
    vi: 'Tờ trình đã kết thúc với kết quả {status}',
    en: 'The proposal has already ended as {status}',
  },
  'APPROVALS.NOT_YOUR_STEP': {
    vi: 'Bước hiện tại do vai trò {role} quyết định',
    en: 'The present step is decided by the role {role}',
  },
  'APPROVALS.UNITS_APPROVED': {
    vi: 'Các đơn vị của tài khoản này đã đồng ý; bước hiện tại còn chờ các đơn vị khác',
    en: 'The units of this account have approved; the present step waits for others',
  },
  'APPROVALS.CONTENT_CHANGED': {
    vi: 'Nội dung được quyết định không phải là nội dung của tờ trình',
    en: 'The content decided on is not the content of the proposal',
  },
  'APPROVALS.REASON_REQUIRED': {
    vi: 'Trả lại hoặc từ chối phải nêu lý do',
    en: 'Returning or rejecting needs a reason',
  },
  'APPROVALS.OWN_SUBMISSION': {
    vi: 'Người trình không được quyết định tờ trình của mình',
    en: 'Nobody decides on what they submitted themselves',
  },
  'APPROVALS.SECOND_STEP_BY_SAME_PERSON': {
    vi: 'Một người không được quyết định hai bước của cùng một tờ trình',
    en: 'Nobody decides two steps of the same proposal',
  },
  'APPROVALS.CLAIMED_BY_ANOTHER': {
    vi: 'Tờ trình đang do {claimedBy} xử lý',
    en: 'The proposal is being worked on by {claimedBy}',
  },
  'APPROVALS.NOT_CLAIMED_BY_YOU': {
    vi: 'Bạn không nhận xử lý tờ trình này',
    en: 'The proposal is not claimed by you',
  },
  'APPROVALS.NOT_THE_AUTHOR': {
    vi: 'Chỉ người trình mới được rút tờ trình',
    en: 'Only who submitted the proposal can withdraw it',
  },
  'APPROVALS.UNDO_TOO_LATE': {
    vi: 'Quyết định đã có hiệu lực, không thể hoàn tác',
    en: 'The decision has taken effect and cannot be undone',
  },
  'APPROVALS.NOT_YOUR_DECISION': {
    vi: 'Chỉ người ra quyết định cuối cùng mới được hoàn tác',
    en: 'Only who took the last decision can undo it',
  },
  'APPROVALS.DELEGATION_UNKNOWN': { vi: 'Không có ủy quyền {id}', en: 'There is no delegation {id}' },
  'APPROVALS.DELEGATION_OVERLAPS': {
    vi: 'Trong thời gian này đã có người thay ở vai trò {role}',
    en: 'Somebody stands in for the role {role} in this time already',
  },
  'APPROVALS.DELEGATION_PERIOD': {
    vi: 'Thời gian ủy quyền phải từ hôm nay ({today}) trở đi và không quá 366 ngày',
    en: 'The time of a delegation begins today ({today}) or later and is at most 366 days',
  },
  'APPROVALS.DELEGATION_NOT_YOURS': {
    vi: 'Chỉ được ủy quyền vai trò của chính mình; vắng mặt do chủ tịch hoặc người vận hành ghi nhận và không cho chính mình',
    en: 'Delegate only a role of your own; an absence is recorded by the chairman or an operator, and not in their own favour',
  },
  'APPROVALS.CHAIN_INVALID': {
    vi: 'Chuỗi phê duyệt không hợp lệ: {why}',
    en: 'The approval chain is not valid: {why}',
  },
  'APPROVALS.REQUEST_FORGED': {
    vi: 'Dịch vụ {service} không được trình loại {kind}',
    en: 'The service {service} may not ask for {kind}',
  },
  'APPROVALS.REQUEST_HASH_WRONG': {
    vi: 'Mã băm của yêu cầu {sourceId} không phải của nội dung',
    en: 'The hash of the request {sourceId} is not that of its content',
  },
  'APPROVALS.NOT_ALIKE': {
    vi: 'Chỉ quyết định hàng loạt các tờ trình cùng loại và cùng bước',
    en: 'Only proposals of one kind at one step are decided together',
  },
  'APPROVALS.WEBHOOKS_OFF': {
    vi: 'Chưa đặt khóa WEBHOOK_KEY nên không thể đăng ký webhook',
    en: 'Webhooks are off: the setting WEBHOOK_KEY is missing',
  },
  'APPROVALS.WEBHOOK_ADDRESS': {
    vi: 'Địa chỉ {url} không hợp lệ: cần https, không kèm tài khoản',
    en: 'The address {url} is not valid: https, without a user name',
  },
  'APPROVALS.WEBHOOK_HOST': {
    vi: 'Máy chủ của {url} không có trong WEBHOOK_HOSTS',
    en: 'The host of {url} is not one of WEBHOOK_HOSTS',
  },
  'APPROVALS.WEBHOOK_HTTP': { vi: 'Địa chỉ {url} phải dùng https', en: 'The address {url} must be https' },
  'APPROVALS.WEBHOOK_EXISTS': { vi: 'Địa chỉ {url} đã được đăng ký', en: 'The address {url} is registered already' },
  'APPROVALS.WEBHOOK_UNKNOWN': { vi: 'Không có webhook {id}', en: 'There is no webhook {id}' },
  'APPROVALS.DELIVERY_UNKNOWN': {
    vi: 'Không có lần gửi {id}, hoặc webhook đã kết thúc',
    en: 'There is no delivery {id}, or its webhook has ended',
  },
  'APPROVALS.DOCUMENT_UNKNOWN': {
    vi: 'Tờ trình này không có văn bản {id}',
    en: 'This proposal has no document {id}',
  },
  'APPROVALS.DOCUMENT_TYPE': {
    vi: 'Văn bản phải là {expected} và đúng với nội dung (nội dung là {found})',
    en: 'A document is one of {expected}, and what its content is (it is {found})',
  },
  'APPROVALS.DOCUMENT_TOO_LARGE': {
    vi: 'Văn bản quá lớn: nhiều nhất {most} byte',
    en: 'The document is too large: at most {most} bytes',
  },
});
