import { findExact, round } from '../../../domain/scoring/exact.ts';
import { ruleWords } from '../../../domain/words/scoring/steps.ts';
import type { Result } from '../../../contracts/api/results.ts';
import type { Speech } from '../words/words.tsx';

/** A step's name: the pack's own for a group or an element of it, words for its key, pairs as they are. */
export function stepLabel(t: Speech, label: unknown, names: Result['names'] = {}): string {
  if (typeof label === 'string') {
    const own = names[label.slice(label.lastIndexOf('.') + 1)];
    if (own !== undefined && /^scoring\.(group|element)\./.test(label)) return t.pair(own);
    return t.maybe(`step.${label}`, ruleWords(t.locale, label) ?? label.replace(/^scoring\./, ''));
  }
  const { ko, en } = (label ?? {}) as { ko?: unknown; en?: unknown };
  return typeof ko === 'string' && typeof en === 'string' ? t.pair({ ko, en }) : '';
}

/** A value as a result shows it: half-up to 2 places, as the rule rounds. */
export function roundedText(value: unknown): string {
  const number = typeof value === 'string' ? findExact(value) : undefined;
  return number === undefined ? stepText(value) : round(number);
}

/** A value of a step; long decimals are cut for reading, the record keeps them whole. */
export function stepText(value: unknown): string {
  if (typeof value === 'string') return value.replace(/^(-?\d+\.\d{4})\d+$/, '$1…');
  return typeof value === 'number' ? String(value) : '';
}
