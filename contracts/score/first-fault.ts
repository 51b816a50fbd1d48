import { DomainError } from '../../domain/errors.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import { STAGES as RULE_STAGES } from '../../domain/scoring/faults.ts';

/** In this order faults are looked for once the text is JSON without binary numbers and its kind is known (scoring.md, GEN8). */
const STAGES = ['fields', 'types', 'dates', ...RULE_STAGES] as const;
export type Stage = (typeof STAGES)[number];

export interface Found {
  readonly stage: Stage;
  readonly code: ErrorCode;
  /** JSON pointer from the root of the document. */
  readonly path: string;
  /** Place in the text. */
  readonly at: number;
}

/** Keeps the one fault to report: the earliest stage, inside it the first in the document. */
export class FirstFault {
  private first: (Found & { readonly rank: number }) | undefined;

  add(found: Found): void {
    const rank = STAGES.indexOf(found.stage);
    const { first } = this;
    if (first === undefined || rank < first.rank || (rank === first.rank && found.at < first.at)) this.first = { ...found, rank };
  }

  /** @throws DomainError with the code of the fault and its `path` */
  refuse(): void {
    if (this.first !== undefined) throw new DomainError(this.first.code, { path: this.first.path });
  }
}
