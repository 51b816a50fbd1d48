import type { Step } from '../../scoring/steps.ts';
import type { Locale } from '../message.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

const RULES: Readonly<Record<Locale, Readonly<Record<string, string>>>> = { ko, en };
const SOURCE: Readonly<Record<Locale, string>> = { ko: '근거', en: 'source' };

/** The rule of a step in words; undefined for a label that is no rule of `domain/scoring`. */
export function ruleWords(locale: Locale, label: string): string | undefined {
  return RULES[locale][label];
}

/**
 * Each step as a sentence: the rule in words, its formula with the value, the numbers that went in, and where the rule comes from. Numbers are
 * those of the step, not rounded.
 */
export function renderSteps(locale: Locale, steps: readonly Step[]): readonly string[] {
  return steps.map(({ label, formula, inputs, value, source }) => {
    const given = Object.entries(inputs).map(([name, input]) => `${name} = ${input}`);
    const numbers = given.length === 0 ? '' : ` (${given.join(', ')})`;
    return `${ruleWords(locale, label) ?? label}: ${formula} = ${value}${numbers}. [${SOURCE[locale]}: ${source}]`;
  });
}
