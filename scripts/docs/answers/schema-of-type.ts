// The JSON Schema of what `JSON.stringify` makes of a value of a TypeScript type.
import ts from 'typescript';
import { refined } from './refine-field.js';
import type { Schema } from './schema.js';

const { TypeFlags } = ts;
const NOTHING = TypeFlags.Undefined | TypeFlags.Void;

/** Makes schemas of types; a type that contains itself becomes one of `components`. */
export class SchemaMaker {
  readonly components: Record<string, Schema> = {};
  private readonly open: ts.Type[] = [];
  private readonly recursive = new Set<ts.Type>();

  constructor(private readonly checker: ts.TypeChecker) {}

  /** The schema of a type; undefined where nothing is written. `where` names the place in an error. */
  of(type: ts.Type, where: string): Schema | undefined {
    if (type.flags & NOTHING) return undefined;
    if (!type.isUnion()) return this.ofPart(type, where);
    // Of a union that may be missing the name is lost, which its parts then come back to.
    const whole = this.checker.getNonNullableType(type);
    return whole !== type && whole.isUnion() && whole.aliasSymbol
      ? this.named(whole, where, () => this.ofUnion(type, where))
      : this.named(type, where, () => this.ofUnion(type, where));
  }

  /** A type that is met again within itself becomes a component. */
  private named(type: ts.Type, where: string, make: () => Schema | undefined): Schema | undefined {
    const reference = () => ({ $ref: `#/components/schemas/${nameOf(type, this.checker, where)}` });
    if (this.open.includes(type)) {
      this.recursive.add(type);
      return reference();
    }
    this.open.push(type);
    const schema = make();
    this.open.pop();
    if (!schema || !this.recursive.has(type)) return schema;
    this.components[nameOf(type, this.checker, where)] = schema;
    return reference();
  }

  private ofUnion(type: ts.UnionType, where: string): Schema | undefined {
    const parts = type.types.filter(({ flags }) => !(flags & NOTHING));
    const values = parts.filter(part => part.flags & (TypeFlags.Literal | TypeFlags.Null));
    const others = parts.filter(part => !values.includes(part));
    const enumerated = values.map(part => valueOf(this.checker, part)).sort(byText);
    const isBoolean = enumerated.includes(true) && enumerated.includes(false);
    const literals = enumerated.filter(value => value !== null && !(isBoolean && typeof value === 'boolean'));
    const schemas: Schema[] = [
      ...(isBoolean ? [{ type: 'boolean' }] : []),
      ...(literals.length > 0 ? [enumOf(literals)] : []),
      ...unique(others.flatMap((part): Schema[] => [this.ofPart(part, where) ?? []].flat())),
    ];
    if (!enumerated.includes(null)) return schemas.length > 1 ? { anyOf: schemas } : schemas[0];
    const [only] = schemas;
    if (schemas.length === 1 && only && typeof only['type'] === 'string')
      return {
        ...only,
        type: [only['type'], 'null'],
        ...(Array.isArray(only['enum']) ? { enum: [...(only['enum'] as unknown[]), null] } : {}),
      };
    return schemas.length === 0 ? { type: 'null' } : { anyOf: [...schemas, { type: 'null' }] };
  }

  private ofPart(type: ts.Type, where: string): Schema | undefined {
    const { flags } = type;
    if (flags & (TypeFlags.Any | TypeFlags.Unknown)) return {};
    if (flags & TypeFlags.Literal) return enumOf([valueOf(this.checker, type)]);
    if (flags & TypeFlags.StringLike) return { type: 'string' };
    if (flags & TypeFlags.NumberLike) return { type: 'number' };
    if (flags & TypeFlags.BooleanLike) return { type: 'boolean' };
    if (flags & TypeFlags.Null) return { type: 'null' };
    if (flags & TypeFlags.NonPrimitive) return { type: 'object' };
    if (flags & (TypeFlags.Object | TypeFlags.Intersection)) return this.ofObject(type, where);
    throw new Error(`${where}: ${this.checker.typeToString(type)} has no JSON`);
  }

  private ofObject(type: ts.Type, where: string): Schema | undefined {
    const name = type.getSymbol()?.name;
    if (name === 'Date') return { type: 'string', format: 'date-time' };
    if (name === 'Map' || name === 'Set' || name === 'Promise' || name === 'Buffer')
      throw new Error(`${where}: a ${name} is not what it looks like in JSON`);
    if (type.getCallSignatures().length > 0) return undefined;
    return this.named(type, where, () =>
      this.checker.isTupleType(type) || this.checker.isArrayType(type)
        ? this.ofList(type as ts.TypeReference, where)
        : this.ofFields(type, where),
    );
  }

  private ofList(type: ts.TypeReference, where: string): Schema {
    const parts = this.checker.getTypeArguments(type).map(part => this.of(part, `${where}[]`) ?? { type: 'null' });
    if (this.checker.isArrayType(type)) return { type: 'array', items: parts[0] ?? {} };
    return {
      type: 'array',
      prefixItems: parts,
      minItems: parts.length,
      items: unique(parts).length > 1 ? { anyOf: unique(parts) } : (parts[0] ?? {}),
    };
  }

  /** With what its comment says of a field. */
  private described(schema: Schema, field: ts.Symbol): Schema {
    const description = ts.displayPartsToString(field.getDocumentationComment(this.checker));
    return description && !('$ref' in schema) ? { description, ...schema } : schema;
  }

  private ofFields(type: ts.Type, where: string): Schema {
    const properties: Record<string, Schema> = {};
    const required: string[] = [];
    for (const field of this.checker.getPropertiesOfType(type)) {
      if (field.name.startsWith('__@') || field.flags & ts.SymbolFlags.Method) continue;
      const fieldType = this.checker.getTypeOfSymbol(field);
      const schema = this.of(fieldType, `${where}.${field.name}`);
      if (!schema) continue;
      properties[field.name] = this.described(refined(schema, field), field);
      const mayMiss = fieldType.isUnion() && fieldType.types.some(({ flags }) => flags & NOTHING);
      if (!mayMiss && !(field.flags & ts.SymbolFlags.Optional)) required.push(field.name);
    }
    const others = this.checker.getIndexInfosOfType(type)[0];
    return {
      type: 'object',
      ...(required.length > 0 ? { required } : {}),
      ...(Object.keys(properties).length > 0 ? { properties } : {}),
      ...(others ? { additionalProperties: this.of(others.type, `${where}[…]`) ?? {} } : {}),
    };
  }
}

function nameOf(type: ts.Type, checker: ts.TypeChecker, where: string): string {
  const name = (type.aliasSymbol ?? type.getSymbol())?.name;
  if (!name || name.startsWith('__'))
    throw new Error(`${where}: ${checker.typeToString(type)} contains itself and needs a name`);
  return name;
}

function valueOf(checker: ts.TypeChecker, type: ts.Type): string | number | boolean | null {
  if (type.isStringLiteral() || type.isNumberLiteral()) return type.value;
  return type.flags & TypeFlags.Null ? null : checker.typeToString(type) === 'true';
}

function enumOf(values: unknown[]): Schema {
  const types = [...new Set(values.map(value => (Number.isInteger(value) ? 'integer' : typeof value)))];
  return { type: types.length === 1 ? types[0] : types, enum: values };
}

const byText = (a: unknown, b: unknown): number => (String(a) < String(b) ? -1 : 1);
const unique = (schemas: Schema[]): Schema[] => [
  ...new Map(schemas.map(schema => [JSON.stringify(schema), schema])).values(),
];
