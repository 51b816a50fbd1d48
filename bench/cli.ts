import { spawn } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { checkout } from '../local/checkout.ts';
import { type Measurement, median, round, timed } from './support/measure.ts';

const STARTS = 7;
const COLD_START_SECONDS = 0.5;
const LINES = 100_000;
const PEAK_MIB = 200;

/** No two alike: nothing is gained by having met one before. */
const object = (actual: number) =>
  JSON.stringify({
    kind: 'achievement',
    method: 'ratio',
    direction: 'higher',
    target: '515.5',
    actual: `${actual}.7`,
    cap: '120',
  });
/** Told by the process itself when it ends: the most memory that it ever held. */
const TELL_PEAK = `process.on('exit', () => process.stderr.write('PEAK ' + process.resourceUsage().maxRSS + '\\n'))`;

/** `dure score` for one object, from nothing; and 100,000 objects through --ndjson, with the memory it takes. */
export async function cli(): Promise<readonly Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'dure-bench-cli-'));
  try {
    const one = join(folder, 'one.json');
    const many = join(folder, 'many.ndjson');
    writeFileSync(one, object(70));
    writeFileSync(many, Array.from({ length: LINES }, (_, index) => `${object(index)}\n`).join(''));
    return [...(await coldStart(one)), ...(await stream(many))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function coldStart(file: string): Promise<readonly Measurement[]> {
  const measure = async (args: readonly string[], measure: string): Promise<Measurement> => {
    const runs: number[] = [];
    for (let i = 0; i < STARTS; i++) runs.push(await timed(() => run(args, file)));
    const value = round(median(runs) / 1_000);
    return { bench: 'cli', measure, value, floor: null, aim: `below ${COLD_START_SECONDS}`, ok: value < COLD_START_SECONDS };
  };
  return [
    await measure(['cli/main.ts', 'score'], 'start of the process, seconds'),
    await measure(['local/bootstrap.mjs', 'dure', 'score'], 'start through local/bootstrap.mjs, seconds'),
  ];
}

async function stream(file: string): Promise<readonly Measurement[]> {
  let ran = { stdout: '', stderr: '' };
  const ms = await timed(async () => {
    ran = await run(
      ['--import', `data:text/javascript,${encodeURIComponent(TELL_PEAK)}`, 'cli/main.ts', 'score', '--ndjson'],
      file,
    );
  });
  const answers = ran.stdout.split('\n').length - 1;
  const peak = Number(/PEAK (\d+)/.exec(ran.stderr)?.[1]) / 1024;
  return [
    { bench: 'cli', measure: 'answers to 100,000 lines', value: answers, floor: null, aim: `${LINES}`, ok: answers === LINES },
    {
      bench: 'cli',
      measure: 'objects a second, --ndjson',
      value: round(LINES / (ms / 1_000), 0),
      floor: null,
      aim: 'information',
      ok: true,
    },
    {
      bench: 'cli',
      measure: 'peak memory of --ndjson, MiB',
      value: round(peak, 0),
      floor: null,
      aim: `below ${PEAK_MIB}`,
      ok: peak < PEAK_MIB,
    },
  ];
}

async function run(args: readonly string[], input: string): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const child = spawn(process.execPath, args, { cwd: checkout, stdio: ['pipe', 'pipe', 'pipe'] });
  createReadStream(input).pipe(child.stdin);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { stdout, stderr };
}
