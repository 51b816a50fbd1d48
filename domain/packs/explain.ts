import type { Locale } from '../words/message.ts';
import type { CheckedPack } from './checked-pack.ts';
import { formPart, goalPart } from './explain/form.ts';
import { hrPart, sourcePart } from './explain/hr.ts';
import { type ExplainedRole, type Part, spoken } from './explain/part.ts';
import { periodParts } from './explain/periods.ts';
import { phaseParts } from './explain/phases.ts';
import { noticePart, resultPart } from './explain/result.ts';

/** One heading with its sentences. */
export interface Explained {
  readonly title: string;
  readonly sentences: readonly string[];
}

/** A pack in plain sentences for an employee, a rater or HR: what is asked of whom and when, what silence means, how the result is reached. */
export function explainPack(pack: CheckedPack, role: ExplainedRole, locale: Locale): readonly Explained[] {
  const parts: readonly Part[] = [
    rulesPart(pack),
    ...phaseParts(pack, role),
    ...periodParts(pack, role),
    goalPart(pack),
    formPart(pack),
    resultPart(pack),
    noticePart(pack),
    ...(role === 'hr' ? [hrPart(pack)] : []),
    sourcePart(pack),
  ];
  return parts.map((part) => spoken(locale, part));
}

function rulesPart({ title, forWhom, version, effectiveFrom }: CheckedPack): Part {
  return {
    title: { key: 'explain.rules' },
    sentences: [
      { key: 'explain.text', values: { text: title } },
      { key: 'explain.for-whom', values: { whom: forWhom } },
      { key: 'explain.version', values: { version, from: effectiveFrom } },
    ],
  };
}
