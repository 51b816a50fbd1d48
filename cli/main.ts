#!/usr/bin/env node
import { resolve } from 'node:path';
import { Command } from 'commander';
import { findRunning } from '../local/running.ts';
import { registerCycle } from './cycle.ts';
import { registerDoctor } from './doctor.ts';
import { registerImport } from './import.ts';
import { registerLeft } from './left.ts';
import { registerMigrate } from './migrate.ts';
import { registerOps } from './ops.ts';
import { registerPack } from './pack.ts';
import { registerRecompute } from './recompute.ts';
import { registerRole } from './role.ts';
import { registerScore } from './score.ts';
import { registerStart } from './start.ts';

// What a command needs is loaded when it runs: `dure --help` answers at once.

// A reader who has gone, as after `| head`, ends no command in the middle of its work.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const program = new Command('dure')
  .description('Dure runs a public organisation’s yearly performance evaluation.')
  .showHelpAfterError()
  .enablePositionalOptions();

registerStart(program);
await registerDemo();
registerImport(program);
registerLeft(program);
registerRole(program);
registerPack(program);
registerCycle(program);
registerMigrate(program);
registerDoctor(program);
registerOps(program);
registerScore(program);
registerRecompute(program);

try {
  if (!process.argv.some((word) => word === 'start' || word === 'demo')) adoptRunningStack();
  await program.parseAsync();
} catch (error) {
  const { refusal } = await import('./refusal.ts');
  process.stderr.write(`${refusal(error)}\n`);
  process.exitCode = 1;
}

async function registerDemo(): Promise<void> {
  const description = 'live a whole evaluation year of a sample city on this machine, in about two minutes';
  if (process.argv.includes('demo')) {
    const demo = await import('./demo/command.ts');
    demo.registerDemo(program);
  } else program.command('demo').description(description);
}

/** A command beside `dure start` works on that stack, unless the environment says where to. */
function adoptRunningStack(): void {
  if (process.env['DATABASE_URL']) return;
  const environment = findRunning(resolve(process.env['DURE_DATA_DIR'] ?? '.dure')) ?? {};
  for (const [name, value] of Object.entries(environment)) process.env[name] ||= value;
}
