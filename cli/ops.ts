import { type Command, Option } from 'commander';
import { WORKFLOW_TYPES } from '../domain/process/names.ts';

interface Wish {
  readonly json?: boolean;
}

/** `dure ops`: what operators look at and mend. It names people by number; nothing here shows what somebody wrote. */
export function registerOps(program: Command): void {
  const ops = program.command('ops').description('what waits, what failed, and how to mend it');
  const command = (usage: string, description: string) =>
    ops.command(usage).description(description).option('--json', 'one JSON value on standard output');

  command('waiting', 'what waits for whom: kind by unit, what waits longest, who holds up a group').action(async (wish: Wish) => {
    const { showWaiting } = await import('./ops/waiting.ts');
    await showWaiting(wish);
  });
  command(
    'failed',
    'failed processes, requests that were given up, undeliverable messages and dead mails, with the reason',
  ).action(async (wish: Wish) => {
    const { showFailed } = await import('./ops/failed.ts');
    await showFailed(wish);
  });
  command('retry <run>', 'open a failed process again, or poke an open one').action(async (run: string, wish: Wish) => {
    const { retry } = await import('./ops/mend.ts');
    await retry(run, wish);
  });
  command('retry-request <request>', 'have a planned request of HR tried again that was given up').action(
    async (request: string, wish: Wish) => {
      const { retryGivenUp } = await import('./ops/mend.ts');
      await retryGivenUp(request, wish);
    },
  );
  command('restart', 'start open processes again from nothing: they ask their way back')
    .addOption(new Option('--type <type>', 'all open processes of this workflow type').choices(WORKFLOW_TYPES).conflicts('run'))
    .option('--run <run>', 'this one')
    .action(async (wish: Wish & { readonly type?: string; readonly run?: string }) => {
      const { restart } = await import('./ops/mend.ts');
      await restart(wish);
    });
  command('sweep', 'start what Temporal lost, poke what stands still, end what is over')
    .option('--check', 'change nothing; exit with 0 only if database and Temporal agree')
    .action(async (wish: Wish & { readonly check?: boolean }) => {
      const { runSweep } = await import('./ops/sweep.ts');
      await runSweep(wish);
    });
}
