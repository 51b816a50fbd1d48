import { FirstFault } from './first-fault.ts';
import type { Json, JsonObject } from './json.ts';
import { below } from './json.ts';
import { readLeaf } from './leaf.ts';
import type { Field, Fields, List, Names, ObjectShape, Pair, Shape } from './shape.ts';

/** A value and where it stands. */
interface Place<J extends Json = Json> {
  readonly json: J;
  readonly path: string;
}

/** Turns JSON into facts; what it finds wrong goes to `faults`, and then the facts mean nothing. */
export class Reader {
  readonly faults = new FirstFault();

  object(shape: ObjectShape, { json, path }: Place<JsonObject>): object {
    const known = knownFields(shape, json);
    const facts: Record<string, unknown> = {};
    const seen = new Set<string>();
    for (const { name, value, at } of json.fields) {
      const here = below(path, name);
      if (seen.has(name)) this.faults.add({ stage: 'fields', code: 'duplicate-id', path: here, at });
      seen.add(name);
      const field = known.get(name);
      if (field === undefined) this.faults.add({ stage: 'fields', code: 'unknown-field', path: here, at });
      else if (field !== 'unread') this.field(facts, { name, field, place: { json: value, path: here }, end: json.end });
    }
    for (const name of missing(shape, known, seen)) {
      this.faults.add({ stage: 'fields', code: 'missing-field', path: below(path, name), at: json.end });
    }
    return facts;
  }

  private field(facts: Record<string, unknown>, given: { name: string; field: Field; place: Place; end: number }): void {
    const { name, field, place, end } = given;
    if (field.nullIsMissing && place.json.is === 'null') {
      this.faults.add({ stage: 'fields', code: 'missing-field', path: place.path, at: end });
    } else facts[name] = this.value(field.shape, place);
  }

  private value(shape: Shape, place: Place): unknown {
    const { json, path } = place;
    if (shape.orNull && json.is === 'null') return null;
    switch (shape.is) {
      case 'object':
        return json.is === 'object' ? this.object(shape, { json, path }) : this.wrongType(place);
      case 'list':
        return this.list(shape, place);
      case 'pair':
        return this.pair(shape, place);
      case 'names':
        return this.names(shape, place);
      default: {
        const read = readLeaf(shape, json);
        if ('value' in read) return read.value;
        return this.faults.add({ ...read.wrong, path, at: json.at });
      }
    }
  }

  private list(shape: List, place: Place): unknown {
    const { json, path } = place;
    if (json.is !== 'list') return this.wrongType(place);
    if (json.items.length === 0 && !shape.mayBeEmpty) {
      this.faults.add({ stage: 'types', code: 'empty-list', path, at: json.at });
    }
    return json.items.map((item, index) => this.value(shape.of, { json: item, path: below(path, index) }));
  }

  private pair(shape: Pair, place: Place): unknown {
    const { json, path } = place;
    if (json.is !== 'list' || json.items.length !== 2) return this.wrongType(place);
    return json.items.map((item, index) => this.value(shape.of[index === 0 ? 0 : 1], { json: item, path: below(path, index) }));
  }

  private names(shape: Names, place: Place): unknown {
    const { json, path } = place;
    if (json.is !== 'object') return this.wrongType(place);
    if (json.fields.length === 0) this.faults.add({ stage: 'types', code: 'empty-list', path, at: json.at });
    const seen = new Set<string>();
    const entries = json.fields.map(({ name, value, at }) => {
      const here = below(path, name);
      if (seen.has(name)) this.faults.add({ stage: 'range', code: 'duplicate-id', path: here, at });
      seen.add(name);
      return [name, this.value(shape.of, { json: value, path: here })] as const;
    });
    return Object.fromEntries(entries);
  }

  private wrongType({ json, path }: Place): void {
    this.faults.add({ stage: 'types', code: 'wrong-type', path, at: json.at });
  }
}

/** Fields of an unknown variant are not faults of their own: nobody can say what they ought to hold. */
type Known = ReadonlyMap<string, Field | 'unread'>;
const KNOWN = new WeakMap<ObjectShape, Map<string | undefined, Known>>();

function knownFields(shape: ObjectShape, json: JsonObject): Known {
  const chosen = json.fields.find(({ name }) => name === shape.by?.field)?.value;
  const variant = chosen?.is === 'text' && Object.hasOwn(shape.by?.variants ?? {}, chosen.value) ? chosen.value : undefined;
  const ofShape = KNOWN.get(shape) ?? new Map<string | undefined, Known>();
  KNOWN.set(shape, ofShape);
  const known = ofShape.get(variant) ?? makeKnown(shape, variant);
  ofShape.set(variant, known);
  return known;
}

function makeKnown({ fields, by }: ObjectShape, variant: string | undefined): Known {
  const entries = (of: Fields | undefined) => Object.entries(of ?? {});
  if (variant !== undefined) return new Map([...entries(fields), ...entries(by?.variants[variant])]);
  const unread = Object.values(by?.variants ?? {}).flatMap((one) => Object.keys(one).map((name) => [name, 'unread'] as const));
  return new Map<string, Field | 'unread'>([...unread, ...entries(fields)]);
}

function missing({ together }: ObjectShape, known: Known, seen: ReadonlySet<string>): readonly string[] {
  const needed = [...known].flatMap(([name, field]) => (field !== 'unread' && field.needed ? [name] : []));
  const partners = together?.some((name) => seen.has(name)) ? together : [];
  return [...needed, ...partners].filter((name) => !seen.has(name));
}
