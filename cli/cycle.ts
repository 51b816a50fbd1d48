import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { CreateCycleInput, LaunchPreview } from '../contracts/cycle.ts';

/** `dure cycle`: planning. Launching needs two people of HR, so it is done in the pages, never here. */
export function registerCycle(program: Command): void {
  const cycle = program.command('cycle').description('plan evaluation cycles; they are launched in the pages, by two people');
  cycle
    .command('create <file>')
    .description(
      'plan a cycle from a JSON file: name, year, packName, period, grades, committee, groups, exclusions, indicators, overrides',
    )
    .requiredOption('--by <employee-no>', 'who of HR plans it: nobody plans their own case, as on the page')
    .action(async (file: string, { by }: { readonly by: string }) => {
      const { createCycleBy } = await import('../commands/create-cycle-by.ts');
      const { withAppDatabase } = await import('./with-app-database.ts');
      const input = JSON.parse(await readFile(file, 'utf8')) as CreateCycleInput;
      const { id } = await withAppDatabase((db) => createCycleBy(db, { by, input }));
      process.stdout.write(`${id}\n`);
    });
  cycle
    .command('list')
    .description('cycles, newest first')
    .action(async () => {
      const { withAppDatabase } = await import('./with-app-database.ts');
      const rows = await withAppDatabase((db) =>
        db
          .selectFrom('cycle')
          .select(['id', 'name', 'year', 'rehearsal_id', 'launched_at', 'published_at'])
          .orderBy('id', 'desc')
          .execute(),
      );
      for (const { id, name, year, rehearsal_id, launched_at, published_at } of rows) {
        const state = published_at === null ? (launched_at === null ? 'planned' : 'under way') : 'published';
        process.stdout.write(`${id}\t${year}\t${name}\t${state}${rehearsal_id === null ? '' : '\trehearsal'}\n`);
      }
    });
  cycle
    .command('preview <id>')
    .description('who would start, who not and why, and what must be mended before the launch')
    .option('--json', 'one JSON value on standard output')
    .action(async (id: string, { json }: { readonly json?: boolean }) => {
      const { previewLaunch } = await import('../commands/preview-launch.ts');
      const { withAppDatabase } = await import('./with-app-database.ts');
      const preview = await withAppDatabase((db) => previewLaunch(db, { cycleId: id }));
      process.stdout.write(`${json === true ? JSON.stringify(preview, null, 2) : words(preview)}\n`);
      if (preview.mustBeMended.length > 0) process.exitCode = 1;
    });
}

function words({
  name,
  pack,
  period,
  imported,
  ofOtherGrades,
  starts,
  doesNotStart,
  mustBeMended,
  pleaseLook,
  calendar,
  mails,
  groups,
}: LaunchPreview): string {
  const finding = ({ code, people = [], details }: LaunchPreview['mustBeMended'][number]) =>
    `  ${code} ${people.map(({ employeeNo }) => employeeNo).join(' ')} ${details === undefined ? '' : JSON.stringify(details)}`.trimEnd();
  return [
    `${name} (${[pack.name, pack.version, period?.en ?? []].flat().join(' ')}): ${imported} imported, ${starts.total} start, ${doesNotStart.length} do not, ${ofOtherGrades} of other grades`,
    ...starts.byGrade.map(({ grade, count }) => `  grade ${grade ?? '-'}: ${count}`),
    ...doesNotStart.map(({ employeeNo, code, reason }) => `  not ${employeeNo}: ${reason ?? code}`),
    `Must be mended: ${mustBeMended.length === 0 ? 'nothing' : ''}`.trimEnd(),
    ...mustBeMended.map(finding),
    `Please look: ${pleaseLook.length === 0 ? 'nothing' : ''}`.trimEnd(),
    ...pleaseLook.map(finding),
    'Calendar (UTC):',
    ...calendar.phases.map(({ phase, opensAt, closesAt }) => `  ${phase}: ${opensAt.slice(0, 16)} to ${closesAt.slice(0, 16)}`),
    `  publication: ${calendar.publicationAt.slice(0, 16)}`,
    'Groups:',
    ...groups.map(
      ({ name: group, people, seats }) =>
        `  ${group}: ${people} ${seats === null ? 'without quota' : seats.map((one) => `${one.grade} ${one.seats}`).join(', ')}`,
    ),
    mails.first === null ? 'No mails.' : `First mails: ${mails.first.count} on ${mails.first.sendAt.slice(0, 16)} (UTC)`,
  ].join('\n');
}
