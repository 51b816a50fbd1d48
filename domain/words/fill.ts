import { DATE_FORMATS, formatDate } from './dates.ts';
import type { DateFormat, LocalParts } from './dates.ts';
import type { Locale, Message, Value, Words } from './message.ts';
import { PARTICLES, particleAfter } from './particles.ts';
import type { Particle } from './particles.ts';

export interface Language {
  readonly locale: Locale;
  /** The template of a key; undefined if there is none. */
  readonly template: (key: string) => string | undefined;
}

const TOKEN = /\{([^{}]+)\}/gu;

/**
 * Fills a template. `{name}` is a value, `{due:short}` a date in that format, `{count|task|tasks}` the English singular or plural of a
 * count, `{은/는}` the Korean particle that fits what stands before it.
 * @throws Error on a missing value or an unknown key: both are faults of the program, never of its user
 */
export function fill(language: Language, message: Message): string {
  const template = language.template(message.key);
  if (template === undefined) throw new Error(`no words for "${message.key}"`);
  let filled = '';
  let from = 0;
  for (const token of template.matchAll(TOKEN)) {
    filled += template.slice(from, token.index);
    filled += replace(language, { token: token[1] ?? '', before: filled, message });
    from = token.index + token[0].length;
  }
  return filled + template.slice(from);
}

interface Place {
  readonly token: string;
  readonly before: string;
  readonly message: Message;
}

function replace(language: Language, { token, before, message }: Place): string {
  if (isParticle(token)) return particleAfter(before, token);
  const [name, one, other] = token.split('|') as [string, string?, string?];
  if (one !== undefined) return valueOf(message, name) === 1 ? one : (other ?? one);
  const [plain, format] = token.split(':') as [string, string?];
  return show(language, valueOf(message, plain), format);
}

function valueOf({ key, values = {} }: Message, name: string): Value {
  const value = values[name];
  if (value === undefined) throw new Error(`"${key}" needs the value "${name}"`);
  return value;
}

function show(language: Language, value: Value, format: string | undefined): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (isParts(value)) return formatDate(language.locale, value, isFormat(format) ? format : 'long');
  if (isMessage(value)) return fill(language, value);
  return value[language.locale];
}

function isParticle(token: string): token is Particle {
  return (PARTICLES as readonly string[]).includes(token);
}

function isFormat(format: string | undefined): format is DateFormat {
  return (DATE_FORMATS as readonly (string | undefined)[]).includes(format);
}

function isParts(value: LocalParts | Words | Message): value is LocalParts {
  return 'weekday' in value;
}

function isMessage(value: Words | Message): value is Message {
  return 'key' in value;
}
