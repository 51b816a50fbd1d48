import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * The workflow code as Temporal's sandbox loads it: the bundle that `npm run build` made, else one made from the sources and kept until they change.
 */
export async function workflowBundle(): Promise<{ code: string }> {
  const built = join(root, 'workflow-bundle.js');
  if (existsSync(built)) return { code: await readFile(built, 'utf8') };
  const cached = join(root, 'node_modules', '.cache', 'dure', `workflow-bundle-${sourceHash()}.js`);
  if (existsSync(cached)) return { code: await readFile(cached, 'utf8') };
  const { code } = await bundleWorkflowCode({ workflowsPath: join(root, 'workflows', 'index.ts'), logger: quiet });
  await mkdir(dirname(cached), { recursive: true });
  const mine = `${cached}.${randomUUID()}`;
  await writeFile(mine, code);
  await rename(mine, cached);
  return { code };
}

const nothing = () => undefined;
const quiet = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: console.warn, error: console.error };

/** Of everything that the bundle is made of: our sources, and the locked packages. */
function sourceHash(): string {
  const hash = createHash('sha256');
  for (const folder of ['workflows', 'domain/process', 'domain/tasks', 'domain/words/en']) {
    for (const name of readdirSync(join(root, folder), { recursive: true })
      .map(String)
      .filter((file) => file.endsWith('.ts'))
      .sort()) {
      hash.update(name).update(readFileSync(join(root, folder, name)));
    }
  }
  hash.update(readFileSync(join(root, 'package-lock.json')));
  return hash.digest('hex').slice(0, 16);
}
