import { type InputsOfResult, inputsOfResult } from '../../commands/inputs-of-result.ts';
import { line } from '../../contracts/fields.ts';
import { DomainError } from '../../domain/errors.ts';
import { NOTE_LENGTH, PURPOSES, type Purpose } from '../../domain/purposes.ts';
import { renderSteps } from '../../domain/words/scoring/steps.ts';
import type { ScoreOptions } from '../score.ts';
import { withAppDatabase } from '../with-app-database.ts';
import { fault } from './fault.ts';

const BAD_INPUT = 2;

/**
 * Prints what a published result was computed from: one object, or with `all` a list; with `explain` or `text` the result itself as it
 * is stored, and what of it its owner is not told. Exit 2 where it is refused, with nothing on standard output.
 */
export async function printInputs(resultId: string, options: ScoreOptions): Promise<void> {
  const { all, by, purpose, note, explain, text } = options;
  try {
    const lookedFor = { purpose: purposeGiven(purpose), note: given('--note', note) };
    const asked = { resultId, employeeNo: given('--by', by), lookedFor };
    const { whole, others, ...published } = await withAppDatabase((db) => inputsOfResult(db, asked));
    if (explain || text !== undefined) {
      process.stdout.write(`${JSON.stringify(explained(published, options))}\n`);
      return;
    }
    const found = all ? [...(whole === null ? [] : [whole]), ...others] : whole;
    if (found === null || (Array.isArray(found) && found.length === 0)) throw new DomainError('nothing-to-recalculate');
    process.stdout.write(`${JSON.stringify(found)}\n`);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    process.stderr.write(`${JSON.stringify(fault(error))}\n`);
    process.exitCode = BAD_INPUT;
  }
}

type Published = Pick<InputsOfResult, 'result' | 'notToldToOwner'>;

function explained({ result: { steps, ...result }, notToldToOwner }: Published, { explain, text }: ScoreOptions) {
  return { ...result, notToldToOwner, ...(explain && { steps }), ...(text !== undefined && { text: renderSteps(text, steps) }) };
}

function given(option: string, text: string | undefined): string {
  const read = line(NOTE_LENGTH).safeParse(text);
  if (read.success) return read.data;
  throw new DomainError(text === undefined ? 'missing-field' : 'invalid-input', { path: option });
}

function purposeGiven(text: string | undefined): Purpose {
  const found = PURPOSES.find((one) => one === text);
  if (found !== undefined) return found;
  throw new DomainError(text === undefined ? 'missing-field' : 'unknown-value', { path: '--purpose' });
}
