// Turns the findings of the schema into sentences for people, and declares the sentences of every refusal of a programme.
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { defineErrors, isDate, rowError, type RowError } from '#kernel';
import { programmeSchema } from './programme-schema.js';

defineErrors({
  'PROGRAMME.INVALID': {
    vi: 'Tệp đề án không hợp lệ: {count} chỗ sai',
    en: 'The programme file is not valid: {count} wrong places',
  },
  'PROGRAMME.NOT_JSON': { vi: 'Tệp không phải JSON: {reason}', en: 'The file is not JSON: {reason}' },
  'PROGRAMME.MISSING': { vi: 'Thiếu mục {name}', en: 'The field {name} is missing' },
  'PROGRAMME.UNKNOWN_FIELD': { vi: 'Mục {name} không có trong mẫu', en: 'The field {name} is not known' },
  'PROGRAMME.NOT_ALLOWED': {
    vi: 'Giá trị không được phép; chỉ nhận: {allowed}',
    en: 'This value is not allowed; allowed are: {allowed}',
  },
  'PROGRAMME.WRONG_TYPE': { vi: 'Sai kiểu dữ liệu; cần {type}', en: 'Wrong kind of value; expected {type}' },
  'PROGRAMME.OUT_OF_RANGE': {
    vi: 'Số ngoài giới hạn: phải {limit}',
    en: 'The number is out of range: must be {limit}',
  },
  'PROGRAMME.WRONG_COUNT': {
    vi: 'Số phần tử không đúng: phải {limit}',
    en: 'Wrong number of entries: must be {limit}',
  },
  'PROGRAMME.NOT_A_DATE': {
    vi: 'Không phải ngày có thật theo dạng YYYY-MM-DD',
    en: 'Not a real date of the form YYYY-MM-DD',
  },
  'PROGRAMME.WRONG_FORM': { vi: 'Chuỗi không đúng dạng {form}', en: 'The text does not have the form {form}' },
  'PROGRAMME.REPEATED': { vi: '“{value}” bị lặp lại', en: '“{value}” is there twice' },
  'PROGRAMME.ENDS_BEFORE_START': {
    vi: 'Ngày hết hiệu lực {to} trước ngày có hiệu lực {from}',
    en: 'It ends on {to}, before it starts on {from}',
  },
  'PROGRAMME.OWN_PREDECESSOR': {
    vi: 'Đề án {code} không thể thay thế chính nó',
    en: 'Programme {code} cannot replace itself',
  },
  'PROGRAMME.MINIMUM_ABOVE_MAXIMUM': {
    vi: 'Mức tối thiểu {minimum} lớn hơn mức tối đa {maximum}',
    en: 'The minimum {minimum} is above the maximum {maximum}',
  },
  'PROGRAMME.NO_CLASS_TYPE': { vi: 'Đề án không có loại lớp {code}', en: 'The programme has no class type {code}' },
  'PROGRAMME.COHORT_WITHOUT_LEVEL': {
    vi: 'Nhóm đối tượng phải nêu cấp đơn vị',
    en: 'A cohort must name a unit level',
  },
  'PROGRAMME.NO_SUCH_VALUE': {
    vi: 'Giả định trỏ tới {path}, chỗ đó không có trong đề án',
    en: 'The assumption points to {path}, which the programme does not have',
  },
});

const ajv = new Ajv2020({ allErrors: true, strict: true });
ajv.addFormat('date', { type: 'string', validate: isDate });

/** Every place where a parsed file departs from the schema, as `field` = JSON pointer. */
export function programmeShapeErrors(file: unknown): RowError[] {
  // Compiled when the first file comes, and kept by ajv: most processes that know the contracts never see one.
  const check = ajv.compile(programmeSchema);
  if (check(file)) return [];
  // A branch of "a date or null" fails on its own account as well as through anyOf: only the finding inside is telling.
  return (check.errors ?? []).filter(error => error.keyword !== 'anyOf' && !isNullBranch(error)).map(toRowError);
}

function isNullBranch(error: ErrorObject): boolean {
  return error.keyword === 'type' && (error.params as { type: string }).type === 'null';
}

function toRowError(error: ErrorObject): RowError {
  const path = error.instancePath;
  const params = error.params as Record<string, string | number | undefined>;
  const inner = (name: unknown) => `${path}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const limit = `${String(params.comparison ?? '')} ${String(params.limit ?? '')}`.trim();
  switch (error.keyword) {
    case 'required':
      return rowError(1, inner(params.missingProperty), 'PROGRAMME.MISSING', { name: String(params.missingProperty) });
    case 'additionalProperties':
      return rowError(1, inner(params.additionalProperty), 'PROGRAMME.UNKNOWN_FIELD', {
        name: String(params.additionalProperty),
      });
    case 'enum':
      return rowError(1, path, 'PROGRAMME.NOT_ALLOWED', {
        allowed: (error.params['allowedValues'] as string[]).join(', '),
      });
    case 'const':
      return rowError(1, path, 'PROGRAMME.NOT_ALLOWED', { allowed: String(params.allowedValue) });
    case 'type':
      return rowError(1, path, 'PROGRAMME.WRONG_TYPE', { type: String(params.type) });
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
      return rowError(1, path, 'PROGRAMME.OUT_OF_RANGE', { limit });
    case 'minItems':
    case 'minProperties':
      return rowError(1, path, 'PROGRAMME.WRONG_COUNT', { limit: `>= ${String(params.limit)}` });
    case 'maxItems':
    case 'maxProperties':
      return rowError(1, path, 'PROGRAMME.WRONG_COUNT', { limit: `<= ${String(params.limit)}` });
    case 'uniqueItems':
      return rowError(1, inner(params.i), 'PROGRAMME.REPEATED', { value: `${path}/${String(params.i)}` });
    case 'format':
      return rowError(1, path, 'PROGRAMME.NOT_A_DATE');
    case 'pattern':
      return rowError(1, path, 'PROGRAMME.WRONG_FORM', { form: String(params.pattern) });
    default:
      return rowError(1, path, 'PROGRAMME.WRONG_FORM', {
        form: `${error.keyword} ${String(params.limit ?? '')}`.trim(),
      });
  }
}
