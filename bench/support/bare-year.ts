import { launchPhase } from '../../commands/launch-phase.ts';
import { getPack } from '../../db/packs.ts';
import { answer, openTasks } from '../../test/support/answers.ts';
import { atOnce } from './at-once.ts';
import { type Engine, startEngine, until } from './engine.ts';
import { timed } from './measure.ts';
import type { Servers } from './servers.ts';

/** A year without anybody: what the process itself costs. */
export interface BareYear {
  readonly seconds: number;
  readonly tasks: number;
}

/**
 * Every phase of the pack for so many people, with the real commands, outbox, relay and workflows: a phase is launched, whatever is open is answered at
 * once, and when all its runs are over the next is launched. There is no HTTP, no sign-in, no mail, no scoring, and the clock stands still.
 */
export async function liveBareYear(servers: Servers, people: number): Promise<BareYear> {
  const engine = await startEngine(servers, people, { scoreEvaluation: () => Promise.resolve() });
  const { owner, cycleId } = engine;
  try {
    const { pack } = await getPack(owner, { cycleId });
    const ms = await timed(async () => {
      for (const { key } of pack.phases) {
        await launchPhase(owner, { cycleId, phase: key });
        await until(async () => {
          await atOnce(await openTasks(engine), (task) => answer({ db: owner, pack }, task));
          return isOver(engine);
        });
      }
    });
    const closed = owner.selectFrom('task').select(owner.fn.countAll<string>().as('n')).where('outcome', '=', 'done');
    return { seconds: ms / 1_000, tasks: Number((await closed.executeTakeFirstOrThrow()).n) };
  } finally {
    await engine.stop();
  }
}

/** No run is open, and none failed. */
async function isOver({ owner }: Engine): Promise<boolean> {
  const left = await owner
    .selectFrom('process_run')
    .select(['state', 'why_failed'])
    .where('state', 'in', ['open', 'failed'])
    .execute();
  const failed = left.filter(({ state }) => state === 'failed');
  if (failed.length > 0) throw new Error(`${failed.length} runs failed: ${failed[0]?.why_failed}`);
  return left.length === 0;
}
