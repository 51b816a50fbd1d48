import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Stack, StackEvent } from '../local/stack.ts';

/** `dure start`: everything on this machine in real time, with data that stays. */
export function registerStart(program: Command): void {
  program
    .command('start')
    .description('run Dure on this machine in real time; data stays in .dure/, each part can be replaced by an address')
    .action(async () => {
      const { startStack } = await import('../local/stack.ts');
      const stopped = new Promise<void>((done) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => done());
      });
      say('Starting');
      const dataDir = resolve(process.env['DURE_DATA_DIR'] ?? '.dure');
      const stack = await startStack({ dataDir, mode: 'start', environment: process.env, onEvent: tell });
      try {
        await tellWhere(stack);
        await stopped;
        say('Stopping');
      } finally {
        await stack.stop();
      }
    });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function tell(event: StackEvent): void {
  if (event.what === 'doing') say(`  ${event.text}`);
  else if (event.what === 'died') say(`  ${event.name} died (${event.how}) and is started again`);
}

async function tellWhere({ at, environment, logDir }: Stack): Promise<void> {
  const { connect } = await import('../db/connection.ts');
  const { firstHrToken } = await import('../commands/first-hr-link.ts');
  const db = connect({ url: environment['DATABASE_URL'] ?? '', role: 'app', max: 1 });
  const token = await firstHrToken(db).finally(() => db.destroy());
  say('Dure runs; Ctrl-C ends it.');
  say(`  pages        ${at.web ?? environment['DURE_WEB_URL'] ?? '-'}`);
  say(`  mailbox      ${at.mailbox ?? '- (mail goes to SMTP_URL)'}`);
  say(`  Temporal     ${at.temporalUi ?? at.temporal ?? '-'}`);
  say(`  logs         ${logDir}`);
  if (token === undefined) return;
  say('Nobody is HR yet. This link appoints two people, once, within 24 hours:');
  say(`  ${environment['DURE_WEB_URL'] ?? at.web ?? ''}/first-hr/${token}`);
}
