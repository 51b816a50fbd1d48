import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { DefaultLogger, Runtime, Worker, makeTelemetryFilterString } from '@temporalio/worker';
import { beforeAll, describe, expect, test } from 'vitest';
import { WORKFLOW_TYPES } from '../../domain/process/names.ts';
import { workflowBundle } from '../../worker/bundle.ts';
import { SCENARIOS } from '../support/scenarios.ts';

// A history that does not fit is told by the replay's answer; the runtime need not tell it too.
Runtime.install({
  logger: new DefaultLogger('ERROR', () => undefined),
  telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }), forward: {} } },
});

const folder = join(import.meta.dirname, '../histories');
const names = readdirSync(folder).flatMap((file) => (file.endsWith('.json') ? [file.slice(0, -'.json'.length)] : []));
let bundle: { code: string };
beforeAll(async () => {
  bundle = await workflowBundle();
});

interface Replayed {
  readonly name: string;
  readonly error: string | undefined;
}

async function replay(code: string, histories: readonly string[]): Promise<readonly Replayed[]> {
  const stored = histories.map((name) => ({
    workflowId: name,
    history: historyFromJSON(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))),
  }));
  const replayed: Replayed[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle: { code } }, stored))
    replayed.push({ name: workflowId, error: error?.message });
  return replayed;
}

function typesOf(histories: readonly string[]): readonly string[] {
  return histories.map((name) => {
    const [first] = (JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as { events: readonly Started[] }).events;
    return first?.workflowExecutionStartedEventAttributes.workflowType.name ?? '';
  });
}

interface Started {
  readonly workflowExecutionStartedEventAttributes: { readonly workflowType: { readonly name: string } };
}

describe('the stored histories', () => {
  test('are of every scenario and every workflow type', () => {
    expect(names).toEqual(expect.arrayContaining(SCENARIOS.map(({ name }) => name)));
    expect(new Set(typesOf(names))).toEqual(new Set(WORKFLOW_TYPES));
  });

  test('replay with the workflow code of today', async () => {
    expect(await replay(bundle.code, names)).toEqual(names.map((name) => ({ name, error: undefined })));
  });

  test.each([
    ['openTask', 'goal-setting-agreed'],
    ['lookAtWait', 'calibration-attended'],
    ['finishProcess', 'self-assessment-submitted'],
    ['scoreEvaluation', 'manager-evaluation-approved'],
  ])('catch a renamed activity: %s', async (activity, name) => {
    const renamed = bundle.code.replaceAll(new RegExp(`\\b${activity}\\b`, 'g'), `${activity}Again`);
    const [replayed] = await replay(renamed, [name]);
    expect(replayed?.error).toMatch(/nondeterminism|non-?determin/i);
  });

  test('hold nothing of the machine that recorded them', () => {
    for (const name of names) {
      const identities = readFileSync(join(folder, `${name}.json`), 'utf8').match(/"identity":"(?!worker")[^"]*"/g);
      expect({ name, identities }).toEqual({ name, identities: null });
    }
  });
});
