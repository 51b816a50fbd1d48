import { DomainError } from '../../domain/errors.ts';

/** A JSON value as it is written: fields in the order of the text, doubled ones too, numbers as their digits. */
export type Json =
  | { readonly is: 'text'; readonly value: string; readonly at: number }
  | { readonly is: 'number'; readonly value: string; readonly at: number }
  | { readonly is: 'flag'; readonly value: boolean; readonly at: number }
  | { readonly is: 'null'; readonly at: number }
  | JsonList
  | JsonObject;
export interface JsonList {
  readonly is: 'list';
  readonly items: Json[];
  readonly at: number;
  /** Where it closes: what is missing is known to be missing there. */
  end: number;
}
export interface JsonObject {
  readonly is: 'object';
  readonly fields: JsonField[];
  readonly at: number;
  end: number;
}
export interface JsonField {
  readonly name: string;
  readonly value: Json;
  readonly at: number;
}

const IN_NUMBERS = '+-.0123456789Ee';
const INTEGER = /^-?\d{1,16}$/;

/**
 * Reads JSON without losing what it says. Nesting may be as deep as the text is long.
 * @throws DomainError 'not-json', or 'binary-number' with the path of the first number that is not an integer within ±(2^53−1)
 */
export function readJson(text: string): Json {
  try {
    // The language's own parser judges the grammar; what follows may rely on it.
    JSON.parse(text);
  } catch {
    throw new DomainError('not-json', { path: '' });
  }
  return new Reading(text).read();
}

/** One step down in a JSON pointer. */
export function below(path: string, name: string | number): string {
  return `${path}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

interface Open {
  readonly into: JsonList | JsonObject;
  /** The field that is being read, of an object. */
  name: string;
  nameAt: number;
}

class Reading {
  private readonly text: string;
  private readonly open: Open[] = [];
  private root: Json | undefined;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  read(): Json {
    for (; this.at < this.text.length;) this.token();
    return this.root as Json;
  }

  private token(): void {
    const { text, at } = this;
    switch (text[at]) {
      case '{':
        return this.enter({ is: 'object', fields: [], at, end: at });
      case '[':
        return this.enter({ is: 'list', items: [], at, end: at });
      case '}':
      case ']':
        return this.leave();
      case '"':
        return this.string();
      case 't':
      case 'f':
        return this.put({ is: 'flag', value: text[at] === 't', at }, text[at] === 't' ? 4 : 5);
      case 'n':
        return this.put({ is: 'null', at }, 4);
      case ' ':
      case '\n':
      case '\r':
      case '\t':
      case ',':
      case ':':
        this.at += 1;
        return;
      default:
        return this.number();
    }
  }

  private enter(into: JsonList | JsonObject): void {
    this.put(into, 1);
    this.open.push({ into, name: '', nameAt: -1 });
  }

  private leave(): void {
    const into = this.open.pop()?.into;
    if (into !== undefined) into.end = this.at;
    this.at += 1;
  }

  private string(): void {
    const { text, at } = this;
    let end = at + 1;
    while (text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
    const length = end + 1 - at;
    const written = text.slice(at, end + 1);
    const value = written.includes('\\') ? (JSON.parse(written) as string) : written.slice(1, -1);
    const top = this.open.at(-1);
    if (top?.into.is !== 'object' || top.nameAt >= 0) return this.put({ is: 'text', value, at }, length);
    [top.name, top.nameAt] = [value, at];
    this.at += length;
  }

  private number(): void {
    const { text, at } = this;
    let end = at;
    while (end < text.length && IN_NUMBERS.includes(text[end] ?? '')) end += 1;
    const value = text.slice(at, end);
    if (!INTEGER.test(value) || !Number.isSafeInteger(Number(value)))
      throw new DomainError('binary-number', { path: this.path() });
    this.put({ is: 'number', value, at }, value.length);
  }

  private put(value: Json, length: number): void {
    const top = this.open.at(-1);
    this.at += length;
    if (top === undefined) this.root = value;
    else if (top.into.is === 'list') top.into.items.push(value);
    else {
      top.into.fields.push({ name: top.name, value, at: top.nameAt });
      top.nameAt = -1;
    }
  }

  /** Of the value that comes next. */
  private path(): string {
    const names = this.open.map(({ into, name }, depth) => {
      if (into.is === 'object') return name;
      // What is being read inside an outer list already stands in it.
      return depth === this.open.length - 1 ? into.items.length : into.items.length - 1;
    });
    return names.reduce<string>(below, '');
  }
}
