import type { Choice, Field, Fields, Leaf, ObjectShape, Shape } from './shape.ts';
import { TABLE } from './table.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

const MOST = Number.MAX_SAFE_INTEGER;
const DECIMAL = {
  anyOf: [
    { type: 'string', pattern: '^-?(?=(?:\\.?[0-9]){1,60}$)[0-9]+(?:\\.[0-9]+)?$' },
    { type: 'integer', minimum: -MOST, maximum: MOST },
  ],
};
const wholeFrom = (minimum: number, sign: string) => ({
  anyOf: [
    { type: 'string', pattern: `^${sign}[0-9]{1,16}(?:\\.0+)?$` },
    { type: 'integer', minimum, maximum: MOST },
  ],
});
const COUNT = wholeFrom(0, '');
const WHOLE = wholeFrom(-MOST, '-?');

/** JSON Schema (2020-12) of the input: one object of any kind, or a list of them. Sums, ranges and overlaps are beyond it. */
export function inputSchema(): JsonSchema {
  const input = { $ref: '#/$defs/input' };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Input of dure score',
    description: 'Decimals are texts of digits, or integers; never a JSON fraction.',
    anyOf: [input, { type: 'array', items: input }],
    $defs: { input: { oneOf: kindSchemas() } },
  };
}

/** One for each kind, and for each variant of those that have some; without references. */
export function kindSchemas(): readonly JsonSchema[] {
  return Object.entries(TABLE).flatMap(([kind, shape]: [string, ObjectShape]) =>
    objectSchemas({ ...shape, fields: { kind: only(kind), ...shape.fields } }),
  );
}

/** A shape with variants is one schema for each. */
function objectSchemas({ fields, by, together }: ObjectShape): readonly JsonSchema[] {
  if (by === undefined) return [fieldsSchema(fields, together)];
  return Object.entries(by.variants).map(([name, more]) =>
    fieldsSchema({ ...fields, ...more, [by.field]: only(name) }, together),
  );
}

const only = (value: string): Field => ({ shape: { is: 'choice', of: [value] }, needed: true });

function fieldsSchema(fields: Fields, together: readonly [string, string] | undefined): JsonSchema {
  const [one, other] = together ?? [];
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, fieldSchema(field)])),
    required: Object.keys(fields).filter((name) => fields[name]?.needed),
    additionalProperties: false,
    ...(one === undefined || other === undefined ? {} : { dependentRequired: { [one]: [other], [other]: [one] } }),
  };
}

function fieldSchema({ shape, byDefault, nullIsMissing }: Field): JsonSchema {
  const schema = nullIsMissing ? withoutNull(shape) : shapeSchema(shape);
  return byDefault === undefined ? schema : { ...schema, default: byDefault };
}

function shapeSchema(shape: Shape): JsonSchema {
  const schema = withoutNull(shape);
  return shape.orNull ? { anyOf: [schema, { type: 'null' }] } : schema;
}

function withoutNull(shape: Shape): JsonSchema {
  switch (shape.is) {
    case 'object': {
      const schemas = objectSchemas(shape);
      return schemas.length === 1 ? (schemas[0] ?? {}) : { oneOf: schemas };
    }
    case 'list':
      return { type: 'array', items: shapeSchema(shape.of), ...(shape.mayBeEmpty ? {} : { minItems: 1 }) };
    case 'pair':
      return { type: 'array', prefixItems: shape.of.map(shapeSchema), minItems: 2, maxItems: 2 };
    case 'names':
      return { type: 'object', additionalProperties: shapeSchema(shape.of), minProperties: 1 };
    default:
      return leafSchema(shape);
  }
}

function leafSchema(shape: Leaf | Choice): JsonSchema {
  switch (shape.is) {
    case 'text':
      return { type: 'string' };
    case 'choice':
      return shape.of.length === 1 ? { const: shape.of[0] } : { enum: shape.of };
    case 'flag':
      return { type: 'boolean' };
    case 'date':
      return { type: 'string', format: 'date', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' };
    case 'decimal':
      return DECIMAL;
    case 'count':
      return COUNT;
    case 'level':
    case 'year':
      return WHOLE;
  }
}
