// npm run check: format, lint, types, layers, dead code, documents. Prints what fails; the last line is `N passed, N failed`.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkDocuments } from './check-documents.ts';
import { checkout } from './checkout.ts';

const folders = ['domain', 'contracts', 'workflows', 'commands', 'activities', 'db', 'migrations', 'mail', 'documents'];
const programs = ['worker', 'api', 'web', 'cli', 'local', 'bench', 'test'];

interface Check {
  readonly name: string;
  readonly run: () => Promise<{ readonly ok: boolean; readonly output: string }>;
}

function tool(name: string, script: string, args: readonly string[]): Check {
  const run = (): ReturnType<Check['run']> =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [join('node_modules', script), ...args], {
        cwd: checkout,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let output = '';
      child.stdout.on('data', (text: Buffer) => (output += text.toString()));
      child.stderr.on('data', (text: Buffer) => (output += text.toString()));
      child.once('error', (error) => resolve({ ok: false, output: error.message }));
      child.once('close', (code) => resolve({ ok: code === 0, output }));
    });
  return { name, run };
}

function types(project: string): Check {
  return tool(`types of ${project}`, 'typescript/bin/tsc', ['-p', project]);
}

/** The longest first: two run at a time. */
const checks: readonly Check[] = [
  tool('lint', 'eslint/bin/eslint.js', ['.', '--max-warnings=0']),
  types('tsconfig.json'),
  types('tsconfig.pure.json'),
  types('web/tsconfig.json'),
  tool('layers', 'dependency-cruiser/bin/dependency-cruise.mjs', [
    '--config=.dependency-cruiser.cjs',
    '--output-type=err-long',
    ...[...folders, ...programs].filter((folder) => existsSync(join(checkout, folder))),
  ]),
  tool('dead code', 'knip/bin/knip.js', ['--no-progress', '--no-config-hints']),
  tool('format', 'prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.']),
  {
    name: 'documents',
    run: async () => {
      const faults = await checkDocuments(checkout);
      return { ok: faults.length === 0, output: faults.join('\n') };
    },
  },
];

async function main(): Promise<void> {
  const waiting = [...checks];
  let failed = 0;
  const lane = async (): Promise<void> => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const { ok, output } = await check.run().catch((error: unknown) => ({ ok: false, output: String(error) }));
      if (!ok) failed += 1;
      process.stdout.write(ok ? `ok      ${check.name}\n` : `FAILED  ${check.name}\n${output.trimEnd()}\n`);
    }
  };
  await Promise.all([lane(), lane()]);
  process.stdout.write(`${checks.length - failed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}

await main();
