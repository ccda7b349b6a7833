/** Somebody who can sign in at the demonstration's issuer, without a password. */
export interface DemoAccount {
  id: string;
  name: string;
  roles: string[];
  /** Ids of units; `*` is the whole province. */
  units: string[];
}

/** One made-up person for each role. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  { id: 'demo-hr-officer', name: 'Lò Thị Hoa, cán bộ nhân sự', roles: ['hr-officer'], units: ['*'] },
  { id: 'demo-scheduler', name: 'Cầm Văn Minh, Sở Nội vụ', roles: ['scheduler'], units: [] },
  { id: 'demo-reviewer', name: 'Hoàng Thị Thu, thẩm định', roles: ['reviewer'], units: [] },
  { id: 'demo-chairman', name: 'Quàng Văn Hùng, chủ tịch', roles: ['chairman'], units: [] },
  { id: 'demo-trainer', name: 'Tòng Thị Lan, giảng viên', roles: ['trainer'], units: [] },
  { id: 'demo-operator', name: 'Bạc Cầm Sơn, vận hành', roles: ['operator'], units: [] },
  { id: 'demo-auditor', name: 'Vì Văn Khánh, kiểm toán', roles: ['auditor'], units: [] },
];
