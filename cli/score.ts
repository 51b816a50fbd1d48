import { type Command, Option } from 'commander';
import { PURPOSES } from '../domain/purposes.ts';
import { LOCALES, type Locale } from '../domain/words/message.ts';

export interface ScoreOptions {
  readonly schema?: true;
  readonly explain?: true;
  readonly ndjson?: true;
  readonly text?: Locale;
  /** A published result whose inputs are printed instead. */
  readonly from?: string;
  readonly all?: true;
  readonly by?: string;
  readonly purpose?: string;
  readonly note?: string;
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
    .option(
      '--from <result>',
      'print the inputs of a published result, by id, as this command takes them; with --explain or --text the result as it is stored, with its steps',
    )
    .option('--all', 'with --from: a list with the parts of a composition, seats and points too')
    .option('--by <employee-no>', 'with --from: who looks; it stands in the access log')
    .option('--purpose <one>', `with --from: what for, one of ${PURPOSES.join(', ')}`)
    .option('--note <text>', 'with --from: what for, in words')
    // Whoever calls it knows two outcomes: 0 with the answer, 2 for anything that was given wrongly.
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
    .action(async (file: string | undefined, options: ScoreOptions) => {
      if (options.from === undefined) {
        const { score } = await import('./score/score.ts');
        return score(file, options);
      }
      const { printInputs } = await import('./score/from.ts');
      return printInputs(options.from, options);
    });
}
