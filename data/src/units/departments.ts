import type { Unit } from './unit.js';

// The bodies under a province before the regrouping of March 2025; names follow Decree 24/2014 and its amendments.
const BODIES: readonly (readonly [code: string, name: string, kind: string])[] = [
  ['VPUB', 'Văn phòng Ủy ban nhân dân tỉnh', 'văn phòng'],
  ['SNV', 'Sở Nội vụ', 'sở'],
  ['STP', 'Sở Tư pháp', 'sở'],
  ['SKHDT', 'Sở Kế hoạch và Đầu tư', 'sở'],
  ['STC', 'Sở Tài chính', 'sở'],
  ['SCT', 'Sở Công Thương', 'sở'],
  ['SNNPTNT', 'Sở Nông nghiệp và Phát triển nông thôn', 'sở'],
  ['SGTVT', 'Sở Giao thông vận tải', 'sở'],
  ['SXD', 'Sở Xây dựng', 'sở'],
  ['STNMT', 'Sở Tài nguyên và Môi trường', 'sở'],
  ['STTTT', 'Sở Thông tin và Truyền thông', 'sở'],
  ['SLDTBXH', 'Sở Lao động - Thương binh và Xã hội', 'sở'],
  ['SVHTTDL', 'Sở Văn hóa, Thể thao và Du lịch', 'sở'],
  ['SKHCN', 'Sở Khoa học và Công nghệ', 'sở'],
  ['SGDDT', 'Sở Giáo dục và Đào tạo', 'sở'],
  ['SYT', 'Sở Y tế', 'sở'],
  ['SNGV', 'Sở Ngoại vụ', 'sở'],
  ['TTT', 'Thanh tra tỉnh', 'thanh tra'],
  ['BDT', 'Ban Dân tộc', 'ban'],
  ['BQLKCN', 'Ban Quản lý các khu công nghiệp tỉnh', 'ban'],
];

/** The twenty departments of a province, which sit where the province does. */
export function departmentsOf(province: Unit): Unit[] {
  return BODIES.map(([code, name, kind]) => ({
    ...province,
    code,
    name,
    kind,
    level: 'department',
    parentCode: province.code,
  }));
}
