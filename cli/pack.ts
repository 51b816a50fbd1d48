import { type Command, Option } from 'commander';
import { EXPLAINED_ROLES, type ExplainedRole } from '../domain/packs/explain/part.ts';
import { LOCALES, type Locale } from '../domain/words/message.ts';

interface Spoken {
  readonly locale: Locale;
}
interface Printed extends Spoken {
  readonly json?: true;
}

const locale = () => new Option('--locale <language>', 'language of the words').choices(LOCALES).default('en');

/** `dure pack`: the rules that a cycle pins. Only what is loaded needs the database. */
export function registerPack(program: Command): void {
  const pack = program.command('pack').description('policy packs: the rules of a scheme as data');
  pack
    .command('list')
    .description('packs that come with this version, and those that are loaded, newest first')
    .action(async () => (await import('./pack/commands.ts')).list());
  pack
    .command('show <pack>')
    .description('print a pack as JSON: by name, id or file; the beginning of an own one')
    .action(async (what: string) => (await import('./pack/commands.ts')).show(what));
  pack
    .command('check <file>')
    .description('everything that is wrong with a pack, each with its place; exit 1 if there is anything')
    .option('--json', 'as JSON')
    .addOption(locale())
    .action(async (what: string, options: Printed) => (await import('./pack/commands.ts')).check(what, options));
  pack
    .command('diff <before> <after>')
    .description('what changed from one pack to another: names, ids or files')
    .option('--json', 'as JSON')
    .addOption(locale())
    .action(async (before: string, after: string, options: Printed) =>
      (await import('./pack/commands.ts')).diff([before, after], options),
    );
  pack
    .command('explain <pack>')
    .description('a pack in plain sentences')
    .addOption(new Option('--as <role>', 'for whom').choices(EXPLAINED_ROLES).default('employee'))
    .addOption(locale())
    .action(async (what: string, options: Spoken & { readonly as: ExplainedRole }) =>
      (await import('./pack/commands.ts')).explain(what, options),
    );
  pack
    .command('schema')
    .description('JSON Schema of a pack')
    .action(async () => (await import('./pack/commands.ts')).schema());
  pack
    .command('load <file>')
    .description('check a pack and load it; the same content again is the same pack')
    .action(async (file: string) => (await import('./pack/commands.ts')).load(file));
}
