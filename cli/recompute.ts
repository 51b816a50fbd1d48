import type { Command } from 'commander';
import type { Recomputed, ResultDifference } from '../commands/recompute-cycle.ts';

/** `dure recompute`: whether what was published is what its inputs give. */
export function registerRecompute(program: Command): void {
  program
    .command('recompute <cycle>')
    .description('compute every published result of a cycle again; exit 0 only if all are equal to the last digit')
    .option('--json', 'one JSON value on standard output')
    .action(async (cycleId: string, { json }: { readonly json?: true }) => {
      const { recomputePublished } = await import('./recompute/published.ts');
      const { withAppDatabase } = await import('./with-app-database.ts');
      const answer = await withAppDatabase((db) => recomputePublished(db, cycleId));
      process.stdout.write(`${json ? JSON.stringify(answer) : words(answer)}\n`);
      if (answer.differences.length > 0) process.exitCode = 1;
    });
}

function words({ results, differences }: Recomputed): string {
  const people = new Set(differences.map(({ evaluationId, processRunId }) => evaluationId ?? `session ${processRunId}`)).size;
  const summary =
    people === 0 ? `${results} results are equal to the last digit.` : `${results} results, ${people} with differences.`;
  return [...differences.map(line), summary].join('\n');
}

function line({ evaluationId, version, processRunId, step, formula, stored, recomputed }: ResultDifference): string {
  const whose =
    evaluationId === null
      ? processRunId === null
        ? 'cycle'
        : `calibration ${processRunId}`
      : `evaluation ${evaluationId}${version === null ? '' : ` version ${version}`}`;
  const where = formula === null ? step : `${step} (${formula})`;
  return `${whose}: ${where}: stored ${stored ?? 'nothing'}, recomputed ${recomputed ?? 'nothing'}`;
}
