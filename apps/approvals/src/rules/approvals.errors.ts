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
});
