import { LABELS, ruleOf } from '../../scoring/labels.ts';
import type { StepLabel } from '../../scoring/labels.ts';
import type { Step } from '../../scoring/steps.ts';
import type { Locale } from '../message.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';
import { LISTS, OF_NAMED, PHRASES, SOURCES, TERMS } from './terms.ts';

const RULES: Readonly<Record<Locale, Readonly<Record<StepLabel, string>>>> = { ko, en };
const SOURCE: Readonly<Record<Locale, string>> = { ko: '근거', en: 'source' };

/**
 * Each step as a sentence: the rule in words, its formula with the value, the numbers that went in, in the order of the formula, and where the
 * rule comes from. Numbers are those of the step, not rounded. The only sentences about steps that there are: page, command line and API say these.
 */
export function renderSteps(locale: Locale, steps: readonly Step[]): readonly string[] {
  return steps.map((step) => sentence(locale, step));
}

function sentence(locale: Locale, { label, formula, inputs, value, source }: Step): string {
  const rule = ruleOf(label);
  const own: readonly string[] = rule === undefined ? [] : LABELS[rule];
  const names = inOrder(Object.keys(inputs), { own, formula });
  const given = names.map((name) => `${termOf(locale, name, own)} = ${inputs[name] ?? ''}`);
  const numbers = given.length === 0 ? '' : ` (${given.join(', ')})`;
  const said = rule === undefined ? label : RULES[locale][rule];
  return `${said}: ${formulaIn(locale, formula, own)}${isTest(formula) ? ' →' : ' ='} ${value}${numbers}. [${SOURCE[locale]}: ${sourceIn(locale, source)}]`;
}

function sourceIn(locale: Locale, source: string): string {
  return SOURCES.reduce((text, one) => text.replaceAll(one.named, one[locale]), source);
}

/** What is compared has no value of its own: the step's value is what follows from it. */
function isTest(formula: string): boolean {
  return /[≥≤<>?]/u.test(formula);
}

interface Within {
  /** The rule's own names, in the order of the formula. */
  readonly own: readonly string[];
  readonly formula: string;
}

/** However a record kept them: the order of the formula, the rest as they count up. */
function inOrder(names: readonly string[], { own, formula }: Within): readonly string[] {
  const rank = (name: string) => {
    const [known, at] = [own.indexOf(name), formula.indexOf(name)];
    return known >= 0 ? known : own.length + (at >= 0 ? at : formula.length);
  };
  return [...names].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b, 'en', { numeric: true }));
}

/** `strategy.level` is the level of what the document calls strategy. */
function termOf(locale: Locale, name: string, own: readonly string[]): string {
  if (own.includes(name)) return TERMS[name as keyof typeof TERMS][locale];
  const [, of = '', part = ''] = /^(.+)\.(\w+)$/u.exec(name) ?? [];
  const list = Object.hasOwn(LISTS, of) && /^\d+$/u.test(part) ? LISTS[of]?.[locale] : undefined;
  if (list !== undefined) return `${list} ${part}`;
  const term = Object.hasOwn(OF_NAMED, part) ? OF_NAMED[part]?.[locale] : undefined;
  return term === undefined ? name : `${of} ${term}`;
}

/** A name before the colon is the document's, whatever it is. */
function formulaIn(locale: Locale, formula: string, own: readonly string[]): string {
  const [before = ''] = /^[^\s:]+: /u.exec(formula) ?? [];
  const rest = PHRASES.reduce((text, phrase) => text.replace(phrase.en, phrase[locale]), formula.slice(before.length));
  return before + rest.replace(/[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*/gu, (name) => termOf(locale, name, own));
}
