import { DomainError } from '../../domain/errors.ts';
import type { Fault, FaultCode, ScoringKind } from '../../domain/scoring/faults.ts';
import { type KindName, KINDS, isKind } from '../../domain/scoring/kinds.ts';
import type { Locale } from '../../domain/words/message.ts';
import { renderSteps } from '../../domain/words/scoring/steps.ts';
import type { FactsOf } from './facts.ts';
import type { Found, Stage } from './first-fault.ts';
import { below, readJson } from './json.ts';
import type { Json, JsonObject } from './json.ts';
import { placeOf } from './place.ts';
import { Reader } from './read.ts';
import { TABLE } from './table.ts';

export interface Wish {
  /** Adds `steps` to each answer. */
  readonly explain?: boolean | undefined;
  /** Adds `text` to each answer: its steps as sentences. */
  readonly text?: Locale | undefined;
}
/** What a kind answers, with `kind`; all of it is JSON. */
export type Answer = { readonly kind: string } & Readonly<Record<string, unknown>>;

/**
 * The answer to a JSON text: one object for an object, a list for a list. One bad member refuses the whole list (scoring.md, GEN7, GEN8).
 * @throws DomainError with a code of the contract and the `path` of the fault from the root of the text
 */
export function recalculate(text: string, wish: Wish = {}): Answer | Answer[] {
  const json = readJson(text);
  if (json.is !== 'list') return answerOne(json, '', wish);
  return json.items.map((item, index) => answerOne(item, below('', index), wish));
}

/** The same for a text that may only be one object: a line. */
export function recalculateLine(text: string, wish: Wish = {}): Answer {
  return answerOne(readJson(text), '', wish);
}

/** Each kind takes what the reader makes of its fields: table and rules that differ do not compile. */
const RULES: { readonly [K in KindName]: ScoringKind<FactsOf<(typeof TABLE)[K]>, object> } = KINDS;

function answerOne(json: Json, path: string, wish: Wish): Answer {
  if (json.is !== 'object') throw new DomainError('wrong-type', { path });
  const { kind, rest } = splitKind(json, path);
  const reader = new Reader();
  const facts = reader.object(TABLE[kind], { json: rest, path });
  reader.faults.refuse();
  const { faults, score } = RULES[kind] as ScoringKind<object, object>;
  for (const fault of faults(facts)) reader.faults.add(found(fault, { json, path }));
  reader.faults.refuse();
  const { answer, steps } = score(facts);
  return {
    kind,
    ...answer,
    ...(wish.explain ? { steps } : {}),
    ...(wish.text === undefined ? {} : { text: renderSteps(wish.text, steps) }),
  };
}

function splitKind(json: JsonObject, path: string): { readonly kind: KindName; readonly rest: JsonObject } {
  const kind = json.fields.find(({ name }) => name === 'kind');
  if (kind === undefined) throw new DomainError('missing-field', { path: below(path, 'kind') });
  const { value } = kind;
  if (value.is !== 'text' || !isKind(value.value)) throw new DomainError('unknown-kind', { path: below(path, 'kind') });
  return { kind: value.value, rest: { ...json, fields: json.fields.filter((field) => field !== kind) } };
}

/** Faults of an earlier stage that only the rule can see. */
const EARLIER: Readonly<Partial<Record<FaultCode, Stage>>> = {
  'missing-field': 'fields',
  'not-a-number': 'types',
  'unknown-value': 'types',
  'date-invalid': 'dates',
};

function found({ stage, code, path }: Fault, within: { readonly json: Json; readonly path: string }): Found {
  return { stage: EARLIER[code] ?? stage, code, path: `${within.path}${path}`, at: placeOf(within.json, path) };
}
