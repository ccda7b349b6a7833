// JSON Schema 2020-12 of a programme file; data/programmes/programme.schema.json is this constant, written out.
import { CAUSES, CLASS_TYPES, DUTY_CODES, POST_CODES, UNIT_LEVELS } from '../codes.js';

const described = (vi: string, en: string) => ({ description: `${vi} / ${en}` });
// What a file may leave out: its absence is what every file of an earlier release says.
const OPTIONAL = new Set(['classesPerSkill']);
const object = (properties: Record<string, unknown>, about: { description?: string } = {}) => ({
  ...about,
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties).filter(name => !OPTIONAL.has(name)),
  properties,
});
const list = (items: unknown, about: { description: string }) => ({ ...about, type: 'array', minItems: 1, items });
const codesOf = (codes: readonly string[]) => ({
  type: 'array',
  minItems: 1,
  uniqueItems: true,
  items: { enum: codes },
});
const text = { $ref: '#/$defs/text' };
const code = { $ref: '#/$defs/code' };
const rule = { $ref: '#/$defs/rule' };
const date = { type: 'string', format: 'date' };
const whole = (minimum: number, maximum: number) => ({ type: 'integer', minimum, maximum });

const rules = { type: 'array', minItems: 1, items: rule };
const definitions = {
  text: object(
    { vi: { type: 'string', minLength: 1, maxLength: 500 }, en: { type: 'string', minLength: 1, maxLength: 500 } },
    described('Câu chữ bằng hai thứ tiếng', 'Words in both languages'),
  ),
  code: { type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 60 },
  rule: {
    ...described('Điều kiện chọn người: đúng một trong các dạng sau', 'Who is meant: exactly one of these forms'),
    type: 'object',
    additionalProperties: false,
    minProperties: 1,
    maxProperties: 1,
    properties: {
      all: { ...described('thỏa mọi điều kiện', 'every one holds'), ...rules },
      any: { ...described('thỏa ít nhất một điều kiện', 'at least one holds'), ...rules },
      not: { ...described('không thỏa điều kiện', 'does not hold'), ...rule },
      unitLevel: { ...described('cấp của đơn vị', 'level of the unit'), ...codesOf(UNIT_LEVELS) },
      post: { ...described('chức vụ', 'main post'), ...codesOf(POST_CODES) },
      duty: { ...described('nhiệm vụ kiêm nhiệm', 'concurrent duty'), ...codesOf(DUTY_CODES) },
    },
  },
};

const cohort = object({ code, title: text, classType: { enum: CLASS_TYPES }, who: rule });
const classType = object({
  code: { enum: CLASS_TYPES },
  title: text,
  minimum: { ...described('số người tối thiểu một lớp', 'fewest people in a class'), ...whole(1, 500) },
  maximum: { ...described('số người tối đa một lớp', 'most people in a class'), ...whole(1, 500) },
  perYear: { ...described('số lớp dự kiến mỗi năm', 'classes foreseen a year'), ...whole(0, 1000) },
  hostLevels: {
    ...described('cấp đơn vị được đặt lớp', 'levels of unit that may host'),
    ...codesOf(['province', 'district', 'commune']),
  },
});
const norm = object({
  unitLevel: { enum: UNIT_LEVELS },
  duty: { enum: DUTY_CODES },
  minimum: whole(0, 500),
  maximum: whole(0, 500),
});

export const programmeSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://nangluc.example/programme.schema.json',
  title: 'Đề án bồi dưỡng / Training programme',
  ...object(
    {
      schemaVersion: { const: 1 },
      code: { ...described('Mã đề án, không đổi', 'Code of the programme, never changes'), ...code },
      version: { ...described('Lần ban hành của tệp này', 'Edition of this file'), ...whole(1, 10_000) },
      title: text,
      legalBasis: object(
        { number: { type: 'string', minLength: 1, maxLength: 60 }, issuedOn: date, issuer: text },
        described('Văn bản làm căn cứ', 'The document it rests on'),
      ),
      predecessor: {
        ...described('Mã đề án được thay thế', 'Code of the programme it replaces'),
        anyOf: [code, { type: 'null' }],
      },
      inForce: object(
        { from: date, to: { anyOf: [date, { type: 'null' }] } },
        described('Hiệu lực, kể cả ngày đầu và ngày cuối', 'In force, both days included; null: open'),
      ),
      skills: {
        ...described('Năm kỹ năng', 'The five skills'),
        type: 'array',
        minItems: 5,
        maxItems: 5,
        items: object({ code, title: text }),
      },
      classesPerSkill: {
        ...described('mỗi lớp chỉ dạy một kỹ năng; bỏ trống: không', 'each class teaches one skill; left out: no'),
        type: 'boolean',
      },
      frequency: object(
        { timesPerYear: whole(1, 12) },
        described('Số lần bồi dưỡng mỗi năm của một người', 'Trainings a person owes in a year'),
      ),
      cohorts: list(cohort, described('Nhóm đối tượng; nhóm khớp đầu tiên được chọn', 'Cohorts; the first match wins')),
      classTypes: list(classType, described('Loại lớp', 'Types of class')),
      retraining: object(
        {
          causes: {
            ...described('nguyên nhân phải bồi dưỡng lại', 'causes that ask for retraining'),
            ...codesOf(CAUSES),
          },
          withinDays: { ...described('số ngày phải hoàn thành', 'days to complete it'), ...whole(1, 730) },
          coalescedDeadline: {
            ...described('hạn khi nhiều lần điều động gộp làm một', 'deadline when several moves become one duty'),
            const: 'later',
          },
          supplementaryCountsAgainstQuota: {
            ...described('lớp bổ sung có tính vào số lớp hằng năm', 'supplementary classes use up the yearly number'),
            type: 'boolean',
          },
        },
        described('Bồi dưỡng lại sau biến động nhân sự', 'Retraining after people change'),
      ),
      staffing: list(norm, described('Định mức bố trí người', 'Staffing norms')),
      allowance: object(
        { amountVnd: whole(0, 100_000_000), per: { const: 'month' }, duty: { enum: DUTY_CODES } },
        described('Phụ cấp', 'Allowance'),
      ),
      deskRule: object(
        {
          duty: { enum: DUTY_CODES },
          maxAwayShare: { type: 'number', exclusiveMinimum: 0, maximum: 1 },
          atLeast: whole(1, 10),
        },
        described('Số người của một bộ phận được vắng cùng ngày', 'How many of a desk may be away on one day'),
      ),
      settings: object(
        {
          daysPerClass: { ...described('số ngày một lớp', 'days of a class'), ...whole(1, 60) },
          noticeDays: { ...described('số ngày báo trước', 'days of notice'), ...whole(0, 180) },
          reachKm: {
            ...described('quãng đường tối đa đến lớp, km', 'farthest way to a class, km'),
            ...whole(1, 1000),
          },
          roadFactor: {
            ...described('hệ số đường bộ trên đường chim bay', 'road length by straight line'),
            type: 'number',
            minimum: 1,
            maximum: 5,
          },
          gapDaysBetweenWaves: { ...described('số ngày giữa hai đợt', 'days between two waves'), ...whole(0, 180) },
        },
        described('Thiết lập của tỉnh', 'Settings of the province'),
      ),
      assumptions: {
        ...described('Mọi giá trị văn bản không nêu, theo JSON Pointer', 'Every value the document leaves open'),
        type: 'array',
        items: object({ path: { type: 'string', pattern: '^(/([^~/]|~[01])+)+$' }, why: text }),
      },
    },
    described('Bộ quy tắc có thời hạn của một đề án bồi dưỡng', 'Dated rule set of a training programme'),
  ),
  $defs: definitions,
};
