import { describe, expect, it } from 'vitest';
import type { ScoringKind } from '../../../domain/scoring/faults.ts';
import { type KindName, KINDS } from '../../../domain/scoring/kinds.ts';
import { LABELS } from '../../../domain/scoring/labels.ts';
import { refusals, stepsOf } from './kinds/asked.ts';
import { WORKED } from './worked.ts';

const NAMES = Object.keys(KINDS) as KindName[];
const kindOf = (name: KindName) => KINDS[name] as ScoringKind<unknown, object>;
/** Of calibration and of what stands before a kind, which have tests of their own. */
const elsewhere = /^scoring\.(tie.*|rank-points\.extra-seat|grade-by-band.*|unit\.mean|arizona\.(last-)?weight)$/;

/** What went in, what came out, and a line for each step, as a person reads them. */
function told(name: KindName): string {
  const parts = WORKED[name].map((facts) => {
    const steps = stepsOf(kindOf(name), facts).map(({ label, formula, inputs, value, source }) => {
      const given = Object.entries(inputs).map(([input, number]) => `${input}=${number}`);
      return `  ${label} | ${formula} | ${given.join(' ')} | ${value} | ${source}`;
    });
    return [JSON.stringify(facts), ...steps, `  ${JSON.stringify(kindOf(name).score(facts).answer)}`].join('\n');
  });
  return `${parts.join('\n\n')}\n`;
}

describe('the steps of a number', () => {
  // Stored steps are compared with fresh ones, text by text: who changes one here changes what published results say.
  it.each(NAMES)('GEN10: of %s are told as they were stored', async (name) => {
    for (const facts of WORKED[name]) expect(refusals(kindOf(name), facts)).toEqual([]);
    await expect(told(name)).toMatchFileSnapshot(`steps/${name}.txt`);
  });

  it('GEN10: use every label there is', () => {
    const steps = NAMES.flatMap((name) => WORKED[name].flatMap((facts) => stepsOf(kindOf(name), facts)));
    const used = new Set(steps.map(({ label }) => label));
    expect(Object.keys(LABELS).filter((label) => !used.has(label) && !elsewhere.test(label))).toEqual([]);
  });
});
