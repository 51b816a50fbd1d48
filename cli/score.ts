import { type Command, Option } from 'commander';
import { LOCALES, type Locale } from '../domain/words/message.ts';

export interface ScoreOptions {
  readonly schema?: true;
  readonly explain?: true;
  readonly ndjson?: true;
  readonly text?: Locale;
}

/** `dure score`: recalculates a number from its inputs, without a server. */
export function registerScore(program: Command): void {
  program
    .command('score')
    .argument('[file]', 'JSON to recalculate; standard input without it')
    .description('recalculate achievements, scores, seats, rosters and the like from JSON; JSON on standard output')
    .option('--schema', 'print the JSON Schema of the input')
    .option('--explain', 'add the steps that led to each answer')
    .option('--ndjson', 'one object a line, one answer a line')
    .addOption(new Option('--text <language>', 'add the steps as sentences').choices(LOCALES))
    // Whoever calls it knows two outcomes: 0 with the answer, 2 for anything that was given wrongly.
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
    .action(async (file: string | undefined, options: ScoreOptions) => {
      const { score } = await import('./score/score.ts');
      await score(file, options);
    });
}
