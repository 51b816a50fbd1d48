import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { findRunning, leaveRunning } from '../../local/running.ts';
import { freshDatabase } from '../support/database.ts';
import { runDure } from '../support/stack.ts';

test('a command that is typed beside a running stack works on it, and on nothing when none runs', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'dure-running-'));
  const { url, drop } = await freshDatabase();
  try {
    const forget = leaveRunning(dataDir, { DATABASE_URL: url, TEMPORAL_ADDRESS: inject('temporalAddress') });
    const beside = await runDure({ DURE_DATA_DIR: dataDir, DATABASE_URL: '' }, ['ops', 'failed', '--json']);
    expect(JSON.parse(beside.stdout)).toEqual({ runs: [], outbox: [], mails: [], requests: [], tried: [] });
    forget();
    expect(findRunning(dataDir)).toBeUndefined();
    const alone = await runDure({ DURE_DATA_DIR: dataDir, DATABASE_URL: '' }, ['ops', 'failed']);
    expect(alone.status).toBe(1);
    expect(alone.stderr).toContain('DATABASE_URL is not set');
  } finally {
    await drop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
