// class-validator looks up and groups the decorators of a class anew for every object, three quarters of what it takes
// to consume a message; here it is done once for each class, and the same rules of the same library run on the values.
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, ValidationTypes } from 'class-validator';

type Contract = new () => object;
type Fields = Record<string, unknown>;
type Metadata = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

/** One rule of a field: the name of what the value breaks, led by the path below the field, or undefined. */
type Rule = (value: unknown, object: Fields) => string | undefined;

type Condition = (object: Fields, value: unknown) => boolean;

interface Field {
  name: string;
  conditions: Condition[];
  rules: Rule[];
  /** Makes instances of what is nested in the field. */
  read?: (value: unknown) => unknown;
}

/** What a plain object is under a contract: its instance without unknown fields, or the first rule that it breaks. */
export interface CompiledContract {
  problemOf: (plain: Fields) => string | undefined;
  instanceOf: (plain: Fields) => object;
}

const compiled = new Map<Contract, CompiledContract>();

/** The contract of a class, read off its decorators when it is first asked for. */
export function compiledContract(type: Contract): CompiledContract {
  let contract = compiled.get(type);
  if (!contract) compiled.set(type, (contract = compile(type)));
  return contract;
}

function compile(type: Contract): CompiledContract {
  const metadata = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  const fields = [...Map.groupBy(metadata, ({ propertyName }) => propertyName)].map(([name, rules]) =>
    fieldOf(type, name, rules),
  );
  return {
    problemOf(plain) {
      for (const field of fields) {
        const problem = problemOfField(field, plain);
        if (problem) return problem;
      }
      return undefined;
    },
    instanceOf(plain) {
      const instance = new type() as Fields;
      for (const { name, read } of fields) {
        const value = plain[name];
        if (value !== undefined) instance[name] = read ? read(value) : value;
      }
      return instance;
    },
  };
}

function problemOfField({ name, conditions, rules }: Field, plain: Fields): string | undefined {
  const value = plain[name];
  for (const applies of conditions) if (!applies(plain, value)) return undefined;
  for (const rule of rules) {
    const problem = rule(value, plain);
    if (problem) return `${name}${problem}`;
  }
  return undefined;
}

function fieldOf(type: Contract, name: string, metadata: Metadata[]): Field {
  const field: Field = { name, conditions: [], rules: [] };
  for (const one of metadata) {
    if (one.type === ValidationTypes.CONDITIONAL_VALIDATION) field.conditions.push(one.constraints[0] as Condition);
    else if (one.type === ValidationTypes.NESTED_VALIDATION) nest(field, type, one);
    else field.rules.push(...rulesOf(one));
  }
  return field;
}

function rulesOf(metadata: Metadata): Rule[] {
  const { each, constraints, propertyName: property } = metadata;
  return getMetadataStorage()
    .getTargetValidatorConstraints(metadata.constraintCls)
    .map(({ name, instance }): Rule => {
      const broken = ` breaks ${name}`;
      // One for all calls: made anew for each value, they were 1 KB of garbage a message.
      const about = { value: undefined as unknown, object: {}, property, constraints, targetName: '' };
      const holds = (value: unknown, object: Fields): boolean => {
        about.value = value;
        about.object = object;
        return instance.validate(value, about) === true;
      };
      return each
        ? (value, object) => (Array.isArray(value) && value.every(item => holds(item, object)) ? undefined : broken)
        : (value, object) => (holds(value, object) ? undefined : broken);
    });
}

/** Adds what `@ValidateNested() @Type(() => …)` says; a field that is missing or of another shape breaks it, too. */
function nest(field: Field, type: Contract, { each, propertyName }: Metadata): void {
  const probe = plainToInstance(type, { [propertyName]: {} }) as Fields;
  const { constructor } = probe[propertyName] as object;
  if (constructor === Object) throw new Error(`${type.name}.${propertyName} is nested without @Type`);
  const inner = compiledContract(constructor as Contract);
  const broken = ' breaks nestedValidation';
  const problemOfOne = (value: unknown): string | undefined => {
    if (!isPlainObject(value)) return broken;
    const problem = inner.problemOf(value);
    return problem && `.${problem}`;
  };
  field.rules.push(value => {
    if (!each) return problemOfOne(value);
    if (!Array.isArray(value)) return broken;
    for (const item of value) {
      const problem = problemOfOne(item);
      if (problem) return problem;
    }
    return undefined;
  });
  const readOne = (value: unknown): unknown => (isPlainObject(value) ? inner.instanceOf(value) : value);
  field.read = value => (Array.isArray(value) ? value.map(readOne) : readOne(value));
}

function isPlainObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
