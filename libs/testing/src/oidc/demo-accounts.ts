import { uuidFrom } from '#kernel';

/** Somebody who can sign in at the demonstration's issuer, without a password. */
export interface DemoAccount {
  id: string;
  name: string;
  roles: string[];
  /** Ids of units; `*` is the whole province. */
  units: string[];
}

// The registry makes a unit's id of its code and first day.
const TO_HIEU = uuidFrom('unit', '03646', '2025-07-01');

/** One made-up person for each role, and an officer who sees one ward alone. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  { id: 'demo-hr-officer', name: 'Lò Thị Hoa, nhân sự toàn tỉnh', roles: ['hr-officer'], units: ['*'] },
  { id: 'demo-hr-to-hieu', name: 'Tòng Văn Dũng, phường Tô Hiệu', roles: ['hr-officer'], units: [TO_HIEU] },
  { id: 'demo-scheduler', name: 'Cầm Văn Minh, Sở Nội vụ', roles: ['scheduler'], units: [] },
  { id: 'demo-reviewer', name: 'Hoàng Thị Thu, thẩm định', roles: ['reviewer'], units: [] },
  { id: 'demo-chairman', name: 'Quàng Văn Hùng, chủ tịch', roles: ['chairman'], units: [] },
  { id: 'demo-trainer', name: 'Tòng Thị Lan, giảng viên', roles: ['trainer'], units: [] },
  { id: 'demo-operator', name: 'Bạc Cầm Sơn, vận hành', roles: ['operator'], units: [] },
  { id: 'demo-auditor', name: 'Vì Văn Khánh, kiểm toán', roles: ['auditor'], units: [] },
  { id: 'demo-data-officer', name: 'Lường Thị Mai, bảo vệ dữ liệu', roles: ['data-officer'], units: ['*'] },
];
