import { defineErrors } from '#kernel';

defineErrors({
  'GATEWAY.SIGN_IN_FAILED': {
    vi: 'Đăng nhập không thành công, hãy thử lại',
    en: 'Signing in failed, please try again',
  },
  'GATEWAY.CSRF': {
    vi: 'Yêu cầu không đến từ trang của hệ thống (thiếu hoặc sai X-CSRF-Token)',
    en: 'The request does not come from our page (X-CSRF-Token is missing or wrong)',
  },
  'GATEWAY.SERVICE_UNKNOWN': { vi: 'Không có dịch vụ này', en: 'There is no such service' },
  'GATEWAY.BAD_ADDRESS': { vi: 'Địa chỉ không hợp lệ', en: 'The address is not valid' },
});
