import { parseArgs } from 'node:util';
import { type Measurement, calibration, median, round } from './support/measure.ts';

const BENCHES: Readonly<Record<string, () => Promise<readonly Measurement[]>>> = {
  launch: async () => (await import('./launch.ts')).launch(),
  close: async () => (await import('./close.ts')).close(),
  history: async () => (await import('./history.ts')).history(),
  year: async () => (await import('./year.ts')).year(),
  cli: async () => (await import('./cli.ts')).cli(),
  score: async () => (await import('./score.ts')).score(),
  recompute: async () => (await import('./recompute.ts')).recompute(),
};

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean', default: false } } });
const wanted = positionals[0] === 'all' ? Object.keys(BENCHES) : positionals;
const unknown = wanted.filter((name) => BENCHES[name] === undefined);
if (wanted.length === 0 || unknown.length > 0) {
  process.stderr.write(
    `Name one or more of: ${Object.keys(BENCHES).join(', ')}, or all.${unknown.length > 0 ? ` There is no ${unknown.join(', ')}.` : ''}\n`,
  );
  process.exit(2);
}
const measurements: Measurement[] = [];
for (const name of wanted) {
  const speed = median([calibration(), calibration(), calibration()]);
  measurements.push(...((await BENCHES[name]?.()) ?? []));
  measurements.push({
    bench: name,
    measure: 'calibration before, ms',
    value: round(speed, 0),
    floor: null,
    aim: 'information',
    ok: true,
  });
}
if (values.json) process.stdout.write(`${JSON.stringify(measurements, null, 2)}\n`);
else {
  for (const { bench, measure, value, floor, aim, ok } of measurements) {
    process.stdout.write(
      `${ok ? 'ok  ' : 'LOW '} ${bench}: ${measure}: ${value}${floor === null ? '' : ` (floor ${floor})`}, aim ${aim}\n`,
    );
  }
}
process.exit(0);
