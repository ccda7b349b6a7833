import { defineErrors } from '#kernel';

export const httpErrors = defineErrors({
  'HTTP.INPUT_INVALID': { vi: 'Dữ liệu gửi lên không hợp lệ', en: 'The input is not valid' },
  'HTTP.UNAUTHENTICATED': {
    vi: 'Cần đăng nhập: thiếu hoặc sai mã truy cập',
    en: 'Sign in first: the access token is missing or not valid',
  },
  'HTTP.FORBIDDEN': { vi: 'Tài khoản không có quyền làm việc này', en: 'This account may not do that' },
  'HTTP.OUT_OF_SCOPE': { vi: 'Ngoài phạm vi đơn vị của tài khoản', en: 'Outside the units of this account' },
  'HTTP.NOT_FOUND': { vi: 'Không có địa chỉ này', en: 'There is nothing at this address' },
  'HTTP.CURSOR_INVALID': {
    vi: 'after không phải là next của danh sách này: hãy đọc lại từ trang đầu',
    en: 'after is no next of this list: read it again from its first page',
  },
  'HTTP.IDEMPOTENCY_KEY_MISSING': {
    vi: 'Thiếu tiêu đề Idempotency-Key (tối đa 200 ký tự)',
    en: 'The header Idempotency-Key is missing (at most 200 characters)',
  },
  'HTTP.IDEMPOTENCY_KEY_REUSED': {
    vi: 'Idempotency-Key này đã dùng cho một yêu cầu khác',
    en: 'This Idempotency-Key was used for another request',
  },
  'HTTP.IDEMPOTENCY_IN_FLIGHT': {
    vi: 'Yêu cầu đầu tiên với Idempotency-Key này đang được xử lý, hãy thử lại sau',
    en: 'The first request with this Idempotency-Key is still being worked on, try again later',
  },
  'HTTP.IF_MATCH_MISSING': {
    vi: 'Thiếu tiêu đề If-Match với ETag hiện tại',
    en: 'The header If-Match with the present ETag is missing',
  },
  'HTTP.STALE_VERSION': {
    vi: 'Nội dung đã thay đổi: hãy đọc lại rồi làm lại (ETag hiện tại {etag})',
    en: 'The content has changed: read it again and retry (present ETag {etag})',
  },
  'HTTP.UNREADABLE': {
    vi: 'Yêu cầu không đúng giao thức HTTP, không đọc được',
    en: 'This is no request that HTTP knows, it cannot be read',
  },
  'HTTP.HEADERS_TOO_LARGE': { vi: 'Các tiêu đề của yêu cầu quá dài', en: 'The headers of the request are too long' },
  'HTTP.TOO_SLOW': {
    vi: 'Yêu cầu đến quá chậm, hãy gửi lại',
    en: 'The request came too slowly, send it again',
  },
  'HTTP.TOO_LARGE': { vi: 'Tệp gửi lên quá lớn', en: 'The upload is too large' },
  'HTTP.TOO_MANY_REQUESTS': {
    vi: 'Quá nhiều yêu cầu, hãy chờ một phút',
    en: 'Too many requests, wait a minute',
  },
  'HTTP.SERVICE_AWAY': {
    vi: 'Dịch vụ phía sau không trả lời, hãy thử lại sau',
    en: 'The service behind does not answer, try again later',
  },
  'HTTP.BUSY': {
    vi: 'Hệ thống đang bận hoặc cơ sở dữ liệu chưa sẵn sàng, hãy thử lại sau ít giây',
    en: 'The system is busy or its database is away, try again in a few seconds',
  },
  'HTTP.FAULT': { vi: 'Lỗi hệ thống, hãy thử lại sau', en: 'Something broke here, try again later' },
});

export type HttpErrorCode = keyof typeof httpErrors;
