// npm run build: dist/ holds the programs as JavaScript, dist/web the pages, dist/workflow-bundle.js the workflows.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import { buildWebInto } from './build-web.ts';
import { checkout } from './checkout.ts';

const dist = join(checkout, 'dist');
/** What a deployment runs. `local`: workers and API watch a parent's pipe through it, and `dure demo` starts the stack. */
const compiled = ['domain', 'contracts', 'workflows', 'commands', 'activities', 'db', 'migrations', 'mail', 'documents'];
const programs = ['worker', 'api', 'cli', 'local'];
/** Files that the programs read beside their code. */
const assets = ['data/**/*', '{cli,local,documents,mail}/**/*.{txt,csv,json,sql,ttf}'];

function compile(): void {
  const config = join(checkout, 'node_modules', '.cache', 'tsconfig.build.json');
  mkdirSync(dirname(config), { recursive: true });
  writeFileSync(
    config,
    JSON.stringify({
      extends: join(checkout, 'tsconfig.json'),
      compilerOptions: {
        noEmit: false,
        incremental: false,
        rewriteRelativeImportExtensions: true,
        rootDir: checkout,
        outDir: dist,
        sourceMap: true,
        typeRoots: [join(checkout, 'node_modules', '@types')],
      },
      include: [...compiled, ...programs].map((folder) => join(checkout, folder)),
    }),
  );
  const tsc = join(checkout, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', config], { cwd: checkout, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error('the programs do not compile');
}

function copyAssets(): void {
  for (const path of globSync(assets, { cwd: checkout, exclude: ['**/node_modules/**'] })) {
    cpSync(join(checkout, path), join(dist, path), { recursive: true });
  }
  cpSync(join(checkout, 'package.json'), join(dist, 'package.json'));
}

async function bundleWorkflows(): Promise<void> {
  const { code } = await bundleWorkflowCode({ workflowsPath: join(checkout, 'workflows', 'index.ts') });
  writeFileSync(join(dist, 'workflow-bundle.js'), code);
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
compile();
copyAssets();
await bundleWorkflows();
if (existsSync(join(checkout, 'web', 'index.html'))) await buildWebInto(join(dist, 'web'));
