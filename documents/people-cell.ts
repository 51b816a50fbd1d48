import type { ImportProblemCode } from '../contracts/import.ts';
import { cleanLine } from '../domain/clean-line.ts';
import { type PeopleColumn, REQUIRED_COLUMNS } from '../domain/people-columns.ts';
import { findLanguage } from '../domain/words/languages.ts';

const LONGEST: Readonly<Record<PeopleColumn, number>> = {
  employee_no: 20,
  name: 100,
  email: 254,
  unit: 200,
  grade: 40,
  job: 200,
  rater_no: 20,
  reviewer_no: 20,
  group: 100,
  hired_on: 10,
  language: 20,
};
const NUMBERS: readonly PeopleColumn[] = ['employee_no', 'rater_no', 'reviewer_no'];
const WORDS: readonly PeopleColumn[] = ['name', 'job'];
const EMAIL = /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\.]+(\.[^\s@<>,;:"()[\]\\.]+)+$/;
const CONTROL = /[\p{Cc}\u2028\u2029]/u;
// An address is of these, as another script has letters that read the same; a domain of other letters is written xn--.
const ASCII = /^[\x21-\x7e]+$/;
// Letters and digits that look like Latin and Arabic ones: one person's number would be read as another's.
const LOOKALIKE = /[\p{Script=Cyrillic}\p{Script=Greek}]|(?![0-9])\p{N}/u;
const YEAR_FIRST = /^((?:19|20)\d{2})(?: ?[-./] ?|년 ?)(\d{1,2})(?: ?[-./] ?|월 ?)(\d{1,2})(?:일|\.)?$/;
const EIGHT_DIGITS = /^((?:19|20)\d{2})(\d{2})(\d{2})$/;

// What spreadsheets write in place of a value: a number in short, a marked text, a day counted from 1900, a formula's fault.
const SHORTENED = /^\d(\.\d+)?E[+-]\d+$/i;
const MARKED = /^['’=]|"/;
const COUNTED_DAY = /^\d{5}$/;
const FORMULA_FAULT = /^#(N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|#+)$/i;

export interface ReadCell {
  /** Null: empty. */
  readonly value: string | null;
  readonly problem?: ImportProblemCode | undefined;
  /** Other than what the file has, spaces around it aside. */
  readonly cleaned: boolean;
}

/** A cell as it is kept: cleaned, a date as YYYY-MM-DD, a language as its code; or with what is wrong with it. */
export function readCell(column: PeopleColumn, raw: string): ReadCell {
  const text = cleanLine(raw, { joiners: WORDS.includes(column) });
  const value = meaningOf(column, text) ?? text;
  return {
    value: value === '' ? null : value,
    problem: problemOf(column, value),
    cleaned: text !== raw.normalize('NFC').replaceAll(/^[ \t]+|[ \t]+$/g, ''),
  };
}

/** Undefined: the column's values stay as they are written, or nobody can tell what this one means. */
function meaningOf(column: PeopleColumn, text: string): string | undefined {
  if (column === 'hired_on') return dateOf(text);
  return column === 'language' ? findLanguage(text) : undefined;
}

function problemOf(column: PeopleColumn, value: string): ImportProblemCode | undefined {
  if (value === '' && column === 'language') return undefined;
  if (value === '') return REQUIRED_COLUMNS.includes(column) ? 'required' : 'empty';
  if (CONTROL.test(value) || (NUMBERS.includes(column) && LOOKALIKE.test(value))) return 'control-characters';
  if (isArtefact(column, value)) return 'spreadsheet-artefact';
  if (column === 'hired_on' && dateOf(value) === undefined) return 'bad-date';
  if (value.length > LONGEST[column]) return 'too-long';
  if (column === 'email' && !(EMAIL.test(value) && ASCII.test(value))) return 'bad-email';
  if (column === 'language' && findLanguage(value) === undefined) return 'bad-language';
  return undefined;
}

function isArtefact(column: PeopleColumn, value: string): boolean {
  if (FORMULA_FAULT.test(value)) return true;
  if (column === 'hired_on') return COUNTED_DAY.test(value) || MARKED.test(value);
  return NUMBERS.includes(column) && (SHORTENED.test(value) || MARKED.test(value));
}

/** YYYY-MM-DD of a date that begins with its year, however its parts are divided; any other order could be read in two ways. */
function dateOf(text: string): string | undefined {
  const [, year = '', month = '', day = ''] = YEAR_FIRST.exec(text) ?? EIGHT_DIGITS.exec(text) ?? [];
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const instant = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(date) ? date : undefined;
}
