import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { programFile } from '../../local/checkout.ts';
import type { Stack } from '../../local/stack.ts';
import type { City } from './city.ts';
import { refuseMail } from './mailbox-client.ts';
import { writePeople } from './people-file.ts';

const cli = programFile('cli/main');

export interface Stage {
  readonly stack: Stack;
  readonly city: City;
  /** The list that was given; its own rows are imported, gaps and all. */
  readonly peopleFile: string | undefined;
  readonly dataDir: string;
  readonly say: (line: string) => void;
}

/** Brings people and roles into an empty Dure, with the commands that an administrator would use. */
export async function setStage({ stack, city, peopleFile, dataDir, say }: Stage): Promise<void> {
  const dure = (...args: readonly string[]) => runDure(stack.environment, args);
  for (const address of city.refusedAddresses) await refuseMail(stack.at.mailbox ?? '', address);
  for (const file of peopleFiles({ city, peopleFile, dataDir })) {
    const options = peopleFile === file ? ['--only-good'] : [];
    const told = await dure('import', file, ...options);
    if (peopleFile === file) say(told.trimEnd());
  }
  for (const { packFile } of city.cycles) if (packFile !== undefined) await dure('pack', 'load', packFile);
  // The first of HR is whom mails name for questions: granted before the others.
  const [first, ...others] = city.settings.roles.map(({ employeeNo, role }) => ['role', 'grant', employeeNo, role]);
  if (first !== undefined) await dure(...first);
  await Promise.all(others.map((args) => dure(...args)));
  const { refusedRows = 0, people } = city;
  const without = refusedRows === 0 ? '' : `; the year goes on without the ${refusedRows} of refused rows`;
  say(`${city.settings.city}: ${people.length} people imported${without}`);
}

/** The files to import, in their order: a real list stays as it is, and who is added comes in a file of their own. */
function peopleFiles({ city, peopleFile, dataDir }: Pick<Stage, 'city' | 'peopleFile' | 'dataDir'>): readonly string[] {
  mkdirSync(dataDir, { recursive: true });
  const written = join(dataDir, 'people.csv');
  const { officers, approvers } = city.settings.hr;
  const hr = new Set([...officers, ...approvers]);
  const added = peopleFile === undefined ? city.people : city.people.filter((person) => hr.has(person.employee_no));
  writeFileSync(written, writePeople(added));
  return peopleFile === undefined ? [written] : [peopleFile, written];
}

/** @throws Error with what the command said */
async function runDure(environment: Readonly<Record<string, string>>, args: readonly string[]): Promise<string> {
  try {
    const env = { ...process.env, TZ: 'UTC', ...environment };
    const running = promisify(execFile)(process.execPath, [cli, ...args], { env, timeout: 300_000, maxBuffer: 64 * 1024 * 1024 });
    running.child.stdin?.end();
    return (await running).stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`dure ${args.join(' ')}\n${stdout}${stderr}`.trimEnd(), { cause: error });
  }
}
