import { type RawBuilder, sql } from 'kysely';
import type { Change } from '../../contracts/changes.ts';
import type { CommandArguments, CommandName, CommandPreview, Finding, Selection } from '../../contracts/commands.ts';
import type { Db } from '../../db/connection.ts';
import type { Trx } from '../../db/in-transaction.ts';
import type { Touched } from '../../domain/two-persons/own-case.ts';
import type { Corrected } from './corrected-results.ts';

/** What a command is asked to do. */
export interface CommandContext<N extends CommandName> {
  readonly cycleId: string;
  readonly selection: Selection;
  readonly arguments: CommandArguments<N>;
  readonly actorId: string;
  /** Once a second person has approved it. */
  readonly approverId?: string | undefined;
}

/** The same when it is carried out. */
export interface ExecutionContext<N extends CommandName> extends CommandContext<N> {
  readonly requestId: string;
  /** What was looked at in the same transaction, with the cycle held: it need not be computed again. */
  readonly previewed?: Previewed;
}

export interface PreviewedChange extends Change {
  /** The task, process or evaluation for which the line stands, told to nobody: another one of the same person is another line. */
  readonly of?: string;
}

export interface Previewed {
  readonly affected: number;
  /** The request is refused with the first one's code. */
  readonly blockedBy?: readonly Finding[];
  readonly pleaseLook?: readonly Finding[];
  /** What was looked at asks for a second person: beside what the command itself says. */
  readonly needsSecondPerson?: boolean;
  readonly details?: CommandPreview['details'];
  readonly correction?: CommandPreview['correction'];
  /** Of a correction, with everything that it writes: told to nobody as it is. */
  readonly corrected?: readonly Corrected[];
  /** Each line of what is done, before and after, for who says yes to it. */
  readonly changes?: readonly PreviewedChange[];
  /** Of what two persons say yes to, in place of a hash of the lines, where these are not all of it, or only say how far it reaches by now. */
  readonly sha256?: string;
}

/** What must not change between the request and its execution: where somebody stands in a process may, and how many a line that names nobody reaches. */
export function identityOf({ before, count: _, ...line }: PreviewedChange): object {
  return { ...line, before: before !== null && 'task' in before ? null : before };
}

/** A condition that an id is that of a task, process or evaluation in one of the lines that were looked at. */
export function isLookedAt(id: RawBuilder<unknown>, previewed: Previewed | undefined): RawBuilder<boolean> {
  if (previewed === undefined) throw new Error('an order on those who were looked at, without a look');
  const { changes = [] } = previewed;
  return sql`${id} = any (${changes.flatMap(({ of }) => of ?? [])}::bigint[])`;
}

/** Ids, codes and counts: the outcome stands in the request's row and in the audit trail. */
export type Outcome = Readonly<Record<string, unknown>>;

export interface HrCommand<N extends CommandName> {
  /** Whether a second person must say yes where it singles somebody out; what is alike for all needs one always. Absent: no. */
  needsSecondPerson?(db: Db | Trx, context: CommandContext<N>): Promise<boolean>;
  /** Whom it concerns where it singles somebody out: none of them may ask for it or approve it. Absent: it never does. */
  touches?(db: Db | Trx, context: CommandContext<N>): Promise<Touched>;
  /** Who gets a post by it, not by the choice of who asks: none of them may ask for it or approve it either, also where it is alike for all. */
  called?(db: Db | Trx, context: CommandContext<N>): Promise<readonly string[]>;
  /** Whom it would do something to by now, a query of `evaluation_id` and `group_id`: a whole phase in which that is one's own case alone is not alike for all. */
  reaches?(context: CommandContext<N>): RawBuilder<unknown>;
  /** What else they could ask for whose own case it is. Absent: nothing, it is for another one. */
  wayOut?(db: Db | Trx, context: CommandContext<N>): Promise<Finding | undefined>;
  /** Whether a whole phase is nobody's case in particular. Absent: always. */
  isForAll?(db: Db | Trx, context: CommandContext<N>): Promise<boolean>;
  /** Happens at a planned instant after the approval, not at once. */
  readonly isPlanned?: boolean;
  /** Nobody to do it for is no refusal. */
  readonly mayBeEmpty?: boolean;
  /**
   * Each line stands for itself: where some of them are gone by now, it is done to the others, and refused only where a line is new or another. It
   * must do nothing but what `previewed` says. Absent: it is all of it or nothing.
   */
  readonly mayShrink?: boolean;
  /** It records who has left, or has not after all: no other order looks at that meanwhile. */
  readonly changesWhoLeft?: boolean;
  /** `touched`: what `touches` has said of it, where it is not alike for all. */
  preview(db: Db | Trx, context: CommandContext<N>, touched: Touched): Promise<Previewed>;
  /** What is told to who does not say what for, where the preview itself tells results, refused or not. */
  previewUntold?(db: Db | Trx, context: CommandContext<N>): Promise<Previewed>;
  execute(trx: Trx, context: ExecutionContext<N>): Promise<Outcome>;
  /**
   * What follows once the request is committed, in transactions of its own, for a whole cycle in pages. Again it does what is still to be done;
   * where it was broken off the sweep does it.
   */
  afterwards?(db: Db | Trx, cycleId: string): Promise<void>;
  /** Two persons have agreed to it, whenever it will be carried out; before it is compared with what was asked for. Nobody changes or looks at the list meanwhile. */
  agreed?(trx: Trx, cycleId: string): Promise<void>;
  /** The planned instant has been set or taken back: who waits for it looks again. */
  planChanged?(trx: Trx, cycleId: string): Promise<void>;
}
