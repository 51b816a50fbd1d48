import { findExact } from '../exact.ts';
import type { ScoringKind } from '../faults.ts';
import { step } from '../steps.ts';

export interface NumberFacts {
  /** As people write it: `△4.11`, `(4.11)`, `1,234`, `-`, `신규`. */
  readonly text: string;
}

export interface NumberAnswer {
  /** All digits as written, without separators; null where the text says that there is none. */
  readonly value: string | null;
}

const SIGNS = /[−△▲]/gu;
const NOTHING = /^(?:|[\p{Pd}−]|신규|해당없음|N\/A)$/u;
const UNSIGNED = String.raw`((?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?)\s*%?`;
const NUMBER = new RegExp(String.raw`^([+-]?)\s*(?:\(\s*([+-]?)\s*${UNSIGNED}\s*\)\s*%?|${UNSIGNED})$`);

/**
 * A number out of human text. Parentheses do not make it negative, a percent sign is dropped. W01 (parse); scoring.md NUM1, NUM2.
 */
export const number: ScoringKind<NumberFacts, NumberAnswer> = {
  faults: ({ text }) => (findNumber(text) === undefined ? [{ stage: 'range', code: 'not-a-number', path: '/text' }] : []),
  score: ({ text }) => {
    const value = findNumber(text) ?? null;
    if (value === null) return { answer: { value }, steps: [] };
    const source = 'scoring.md NUM1';
    return {
      answer: { value },
      steps: [step({ label: 'scoring.number.read', formula: 'text → number', inputs: {}, value, source })],
    };
  },
};

/** Null if the text says that there is no number, undefined if it is not one. */
function findNumber(text: string): string | null | undefined {
  const narrow = narrowed(text).trim();
  if (NOTHING.test(narrow)) return null;
  const [, outer = '', inner = '', inside, bare] = NUMBER.exec(narrow.replace(SIGNS, '-')) ?? [];
  const digits = (inside ?? bare)?.replaceAll(',', '');
  if (digits === undefined || findExact(digits) === undefined || (outer !== '' && inner !== '')) return undefined;
  const isNegative = outer + inner === '-' && /[1-9]/.test(digits);
  return isNegative ? `-${digits}` : digits;
}

/** Full-width signs, digits and letters as their narrow ones. */
function narrowed(text: string): string {
  return text.replace(/[！-～]/gu, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfe_e0));
}
