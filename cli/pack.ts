import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';

/** `dure pack`: the rules that a cycle pins. */
export function registerPack(program: Command): void {
  const pack = program.command('pack').description('policy packs: the rules of a scheme as data');
  pack
    .command('list')
    .description('packs that are loaded, newest first')
    .action(async () => {
      const { withAppDatabase } = await import('./with-app-database.ts');
      const rows = await withAppDatabase((db) =>
        db.selectFrom('policy_pack').select(['id', 'name', 'version', 'sha256']).orderBy('id', 'desc').execute(),
      );
      for (const { id, name, version, sha256 } of rows)
        process.stdout.write(`${id}\t${name}\t${version}\t${sha256.toString('hex').slice(0, 12)}\n`);
    });
  pack
    .command('load <file>')
    .description('check a pack and load it; the same content again is the same pack')
    .action(async (file: string) => {
      const { loadPack } = await import('../commands/load-pack.ts');
      const { withAppDatabase } = await import('./with-app-database.ts');
      const content = JSON.parse(await readFile(file, 'utf8')) as unknown;
      const { id, name, version } = await withAppDatabase((db) => loadPack(db, { content }));
      process.stdout.write(`${id}\t${name}\t${version}\n`);
    });
}
