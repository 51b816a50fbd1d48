import { z } from 'zod';
import { cleanLine, withoutTurns } from '../domain/clean-line.ts';

// Fields that several contracts have.

/** At most 18 digits: always inside a bigint. */
export const id = z.string().regex(/^[1-9]\d{0,17}$/, 'not-an-id');

/** A number that decides about people, as text: never a binary float. */
export const decimal = z.string().regex(/^-?\d{1,30}(\.\d{1,20})?$/, 'not-a-number');

const NO_CONTROL = /^[^\u0000-\u001f\u007f]*$/;

/** By which somebody or something is known, as the list of people writes it: `cleanLine` for both. */
export const name = (max: number) =>
  z
    .string()
    .overwrite((text) => cleanLine(text))
    .min(1)
    .max(max)
    .regex(NO_CONTROL, 'control-characters');

/** One line without any control character, read from its first sign to its last. */
export const line = (max: number) =>
  z.string().overwrite(withoutTurns).trim().min(1).max(max).regex(NO_CONTROL, 'control-characters');
export const employeeNo = name(20);

/** Control characters but tab and line breaks never belong into a record. */
const PLAIN = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/;
export const plain = (max: number) => z.string().max(max).regex(PLAIN, 'control-characters');
/** Spaces around it do not count; what would turn its letters around is left out. */
export const trimmed = (max: number) => z.string().overwrite(withoutTurns).trim().max(max).regex(PLAIN, 'control-characters');
