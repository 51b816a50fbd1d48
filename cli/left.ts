import { type Command, InvalidArgumentError } from 'commander';

/** `dure left NUMBERS --on DAY`: who has left, where it does not come from HR's pages. */
export function registerLeft(program: Command): void {
  program
    .command('left')
    .description('record that people have left: no mail, no task, no session from that day on')
    .argument('<employee-no...>')
    .requiredOption('--on <day>', 'first day on which they are gone, as 2026-07-01', aDay)
    .action(async (employeeNos: string[], { on }: { readonly on: string }) => {
      const { recordDeparture } = await import('../commands/departure-requests.ts');
      const { withAppDatabase } = await import('./with-app-database.ts');
      await withAppDatabase((db) => recordDeparture(db, { employeeNos, leftOn: on }));
      process.stdout.write(`${employeeNos.join(', ')}: left on ${on}. What lies with them is in HR’s control room.\n`);
    });
}

function aDay(text: string): string {
  const instant = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(instant.getTime()) || instant.toISOString().slice(0, 10) !== text)
    throw new InvalidArgumentError('A day is written like 2026-07-01.');
  return text;
}
