import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readEnvironment } from '../../contracts/environment.ts';

// No container engine runs here: what can be checked is the syntax, the names, and that the programs take the environment.

interface Service {
  readonly image?: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, unknown>> | readonly string[];
  readonly volumes?: readonly string[];
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const root = join(import.meta.dirname, '../..');
const compose = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true }) as Compose;
const services = Object.entries(compose.services);
const names = ({ depends_on = [] }: Service): readonly string[] =>
  Array.isArray(depends_on) ? (depends_on as string[]) : Object.keys(depends_on);

describe('docker-compose.yml', () => {
  test('has Postgres, Temporal on Postgres, mail and the application', () => {
    expect(services.map(([name]) => name)).toEqual(['postgres', 'temporal', 'temporal-ui', 'mail', 'migrate', 'api', 'worker']);
    expect(compose.services['temporal']?.environment).toMatchObject({ DB: 'postgres12', POSTGRES_SEEDS: 'postgres' });
  });

  test.each(services)('%s is built or pulled, and depends on what exists', (_, service) => {
    expect([service.image, service.build].filter(Boolean)).toHaveLength(1);
    for (const name of names(service)) expect(Object.keys(compose.services)).toContain(name);
    for (const volume of service.volumes ?? []) expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0]);
    if (service.build !== undefined) expect(existsSync(join(root, service.build.context, service.build.dockerfile))).toBe(true);
  });

  test.each(services.filter(([, service]) => service.command !== undefined))(
    '%s runs a program that the build makes',
    (_, service) => {
      const program = service.command?.[1] ?? '';
      expect(program).toMatch(/^dist\/.*\.js$/);
      expect(existsSync(join(root, program.replace(/^dist\//, '').replace(/\.js$/, '.ts')))).toBe(true);
    },
  );

  test('gives the application an environment that it accepts', () => {
    const given: Readonly<Record<string, string>> = { POSTGRES_PASSWORD: 'secret', DURE_SESSION_SECRET: 'x'.repeat(32) };
    const filled = Object.entries(compose.services['api']?.environment ?? {}).map(([name, value]) => [
      name,
      value.replaceAll(
        /\$\{([A-Z_]+)(?::[-?]([^}]*))?\}/g,
        (_, variable: string, otherwise: string) => given[variable] ?? otherwise,
      ),
    ]);
    const environment = readEnvironment(Object.fromEntries(filled) as Record<string, string>);
    expect(environment).toMatchObject({ TEMPORAL_ADDRESS: 'temporal:7233', DURE_PORT: 8080 });
  });
});
