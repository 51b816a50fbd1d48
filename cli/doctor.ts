import type { Command } from 'commander';

/** `dure doctor`: is everything there that this version needs? Status 0 only if it is. */
export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description('check versions, migrations, roles, packs, search attributes and the clocks of host, database and Temporal')
    .option('--json', 'one JSON value on standard output')
    .action(async ({ json }: { readonly json?: boolean }) => {
      const { examine } = await import('./doctor/examine.ts');
      const findings = await examine(process.env);
      const words = findings.map(({ name, ok, told }) => `${ok ? 'ok   ' : 'WRONG'}  ${name}: ${told}`).join('\n');
      process.stdout.write(`${json === true ? JSON.stringify(findings, null, 2) : words}\n`);
      if (findings.some(({ ok }) => !ok)) process.exitCode = 1;
    });
}
