import { sql } from 'kysely';
import type { YearResult } from '../../cli/demo/run.ts';
import { copiesIn } from './mail-copies.ts';
import { type SmallStack, startSmallStack } from './stack.ts';
import { waitFor } from './wait-for.ts';
import { type QuietYear, type YearTrace, clockOf, liveQuietYear, traceOf } from './year.ts';

export interface LivedYear {
  readonly result: YearResult;
  readonly trace: YearTrace;
  /** Mails that came once more. */
  readonly copies: number;
  /** Mails that were tried once more, as the server was slow or away; each of them may have come before. */
  readonly triedAgain: number;
}

/** What happens to the stack while the year goes on; `until` waits for an instant of its clock. */
export type Disturbance = (stack: SmallStack, until: (instant: string) => Promise<void>) => Promise<void>;

const YEAR_MS = 600_000;

/** Lives the sample city's year of one seed on a stack of its own, disturbed or not. */
export async function livedYear(disturb: Disturbance = () => Promise.resolve()): Promise<LivedYear> {
  const stack = await startSmallStack();
  try {
    const result = await liveDisturbed(stack, disturb);
    return {
      result,
      trace: await traceOf(stack),
      copies: await copiesIn(stack.at.mailbox ?? ''),
      triedAgain: await triedAgain(stack),
    };
  } finally {
    await stack.drop();
  }
}

/** Lives a year on an empty stack while something happens to it. */
export async function liveDisturbed(stack: SmallStack, disturb: Disturbance, quiet: QuietYear = {}): Promise<YearResult> {
  let over = false;
  const year = liveQuietYear(stack, quiet).finally(() => (over = true));
  const until = async (instant: string): Promise<void> => {
    await waitFor(
      `${instant} in the rehearsal`,
      async () => over || Date.parse((await clockOf(stack)) ?? '') >= Date.parse(instant),
      YEAR_MS,
    );
  };
  const [result] = await Promise.all([year, disturb(stack, until)]);
  return result;
}

async function triedAgain({ db }: SmallStack): Promise<number> {
  const { rows } = await sql<{ tries: number }>`
    select coalesce(sum(claim - 1) filter (where claim > 1), 0)::int tries from notification`.execute(db);
  return rows[0]?.tries ?? 0;
}
