import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Named {
  /** Scripts of package.json. */
  readonly scripts: readonly string[];
  /** Words after `dure`, one or two: `doctor`, `role grant`. */
  readonly commands: readonly (readonly string[])[];
}

/** The npm scripts and dure commands that a document names in its code. */
export function namedIn(markdown: string): Named {
  const code = [...markdown.matchAll(/```[^\n]*\n([\s\S]*?)```|`([^`\n]+)`/g)]
    .map((match) => match[1] ?? match[2] ?? '')
    .join('\n');
  const run = [...code.matchAll(/\bnpm run (?:--silent )?([a-z][\w:-]*)/g)].map((match) => match[1] ?? '');
  const short = [...code.matchAll(/\bnpm (test|start)\b/g)].map((match) => match[1] ?? '');
  const commands = [...code.matchAll(/(?:^|\s)dure(?: --)? ([a-z][a-z-]*)(?: ([a-z][a-z-]+)(?=\s|$))?/gm)];
  return {
    scripts: [...new Set([...run, ...short])],
    commands: commands.map(([, first, second]) => [first ?? '', ...(second === undefined ? [] : [second])]),
  };
}

/** The commands that a help text lists, empty where there are none below. */
export function listedIn(help: string): readonly string[] {
  const section = /^Commands:\n((?: {2}.*\n?)+)/m.exec(help)?.[1] ?? '';
  return [...section.matchAll(/^ {2}([a-z][\w-]*)(?:\|[\w-]+)?/gm)].map((match) => match[1] ?? '');
}

/** A line for each script or command that a document names and that does not exist. */
export async function checkDocuments(checkout: string): Promise<readonly string[]> {
  const { scripts } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
  const faults: string[] = [];
  const helps = new Map<string, readonly string[]>();
  const below = async (words: readonly string[]): Promise<readonly string[]> => {
    const key = words.join(' ');
    if (!helps.has(key)) helps.set(key, listedIn(await help(checkout, words)));
    return helps.get(key) ?? [];
  };
  for (const path of globSync(['*.md', 'docs/**/*.md', 'deploy/**/*.md'], { cwd: checkout })) {
    const named = namedIn(readFileSync(join(checkout, path), 'utf8'));
    for (const script of named.scripts) if (!(script in scripts)) faults.push(`${path}: there is no script ${script}`);
    for (const [first = '', second] of named.commands) {
      if (!(await below([])).includes(first)) faults.push(`${path}: there is no command dure ${first}`);
      else if (second !== undefined && (await below([first])).length > 0 && !(await below([first])).includes(second)) {
        faults.push(`${path}: there is no command dure ${first} ${second}`);
      }
    }
  }
  for (const [name, command] of Object.entries(scripts)) {
    const bootstrapped = /^node local\/bootstrap\.mjs (\S+)$/.exec(command)?.[1];
    if (bootstrapped !== undefined && bootstrapped !== name) faults.push(`package.json: ${name} runs ${bootstrapped}`);
  }
  return [...new Set(faults)];
}

async function help(checkout: string, words: readonly string[]): Promise<string> {
  const running = promisify(execFile)(process.execPath, [join(checkout, 'cli', 'main.ts'), ...words, '--help'], {
    timeout: 60_000,
  });
  running.child.stdin?.end();
  return (await running).stdout;
}
