import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { workflowBundle } from '../../worker/bundle.ts';

const root = join(import.meta.dirname, '../..');

describe('the workflow bundle', () => {
  let code: string;
  let sources: string;
  beforeAll(async () => {
    ({ code } = await workflowBundle());
    // Webpack names each module by its path; the bundle carries its source map inline.
    const [, map = ''] = /sourceMappingURL=data:[^,]*,([A-Za-z0-9+/=]+)/.exec(code) ?? [];
    sources = Buffer.from(map, 'base64').toString();
  });

  test.each(['zod', 'pg', 'kysely', 'nodemailer', 'decimal.js', 'temporal-polyfill'])('holds no %s', (name) => {
    expect(sources).toContain('workflows/goal-setting.ts');
    expect(sources).not.toMatch(new RegExp(`node_modules/${name.replaceAll('.', '\\.')}/`));
    expect(code).not.toContain(`node_modules/${name}/`);
  });

  test('is smaller than 2 MB', () => {
    expect(Buffer.byteLength(code)).toBeLessThan(2_000_000);
  });
});

test('the domain and the workflows compile without any type of Node or of a browser', () => {
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.pure.json', '--noEmit'], { cwd: root });
});
