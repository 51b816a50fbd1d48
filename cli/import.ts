import { readFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { ENCODINGS, type Encoding, type ImportAnswer } from '../contracts/import.ts';

interface Wish {
  readonly dryRun?: boolean;
  readonly onlyGood?: boolean;
  readonly encoding?: Encoding;
  readonly json?: boolean;
}

/** `dure import FILE`: a list of people. Status 0 only if it was taken over, or would be. */
export function registerImport(program: Command): void {
  program
    .command('import <file>')
    .description('take over people from a CSV file; problems are told by row and column, all at once')
    .option('--dry-run', 'say what would happen and change nothing')
    .option('--only-good', 'take the good rows over although others have errors')
    .addOption(new Option('--encoding <name>', 'found out unless told').choices(ENCODINGS))
    .option('--json', 'one JSON value on standard output')
    .action(async (file: string, wish: Wish) => {
      const { importPeople } = await import('../commands/import-people.ts');
      const { withAppDatabase } = await import('./with-app-database.ts');
      const content = await readFile(file);
      const { dryRun, onlyGood, encoding } = wish;
      const answer = await withAppDatabase((db) => importPeople(db, { file: content, dryRun, onlyGood, encoding }));
      process.stdout.write(`${wish.json === true ? JSON.stringify(answer, null, 2) : words(answer, wish)}\n`);
      const wouldImport =
        dryRun === true &&
        (onlyGood === true || answer.refused === 0) &&
        !answer.problems.some(({ row, severity }) => row === 0 && severity === 'error');
      if (!answer.imported && !wouldImport) process.exitCode = 1;
    });
}

function words(answer: ImportAnswer, { dryRun }: Wish): string {
  const { imported, encoding, created, changed, unchanged, refused, running, missing, notEnrolled } = answer;
  const lines = answer.problems.map(({ row, column, code, severity, value, other, before }) => {
    const where = row === 0 ? 'file' : `row ${row}${column === null ? '' : `, ${column}`}`;
    const what = [
      code,
      ...(value === undefined ? [] : [`"${value}"`]),
      ...(other === undefined ? [] : [`(of ${other})`]),
      ...(before === undefined ? [] : [`(before: "${before}")`]),
    ].join(' ');
    return `${severity === 'error' ? 'error  ' : 'warning'}  ${where}: ${what}`;
  });
  for (const { row, employeeNo } of notEnrolled) lines.push(`note     row ${row}: ${employeeNo} is not enrolled: nobody above`);
  for (const { name, evaluationIds } of running)
    lines.push(
      `note     ${name}: ${evaluationIds.length} running evaluations have another rater or reviewer; ask for follow-list`,
    );
  for (const { employeeNo } of missing.people) lines.push(`note     ${employeeNo} is not in the list: has this person left?`);
  if (missing.count > missing.people.length) lines.push(`note     and ${missing.count - missing.people.length} more`);
  const verdict = imported ? 'Imported' : dryRun === true ? 'A dry run, nothing changed' : 'Nothing was imported';
  return [
    ...lines,
    `${verdict}: ${created} new, ${changed} changed, ${unchanged} unchanged, ${refused} refused (${encoding ?? 'unknown encoding'}).`,
  ].join('\n');
}
