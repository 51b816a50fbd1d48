import { readEnvironment } from '../../contracts/environment.ts';
import { HOME_TIME_ZONE } from '../../domain/process/names.ts';
import { type Difference, type Swept, differences, sweep } from '../../worker/sweep.ts';
import { temporalClient } from '../../worker/temporal-client.ts';
import { show, table } from './show.ts';
import { withDatabase } from '../with-database.ts';

export interface SweepWish {
  readonly json?: boolean;
  readonly check?: boolean;
}

const CALL_MS = 10_000;

/** Repairs, or only compares; with `--check` the exit status says whether database and Temporal agree. */
export async function runSweep(wish: SweepWish): Promise<void> {
  const { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace } = readEnvironment(process.env, [
    'TEMPORAL_ADDRESS',
    'TEMPORAL_NAMESPACE',
  ]);
  const client = temporalClient({ address, namespace });
  try {
    await client
      .withDeadline(Date.now() + CALL_MS, () => client.workflow.count())
      .catch(() => {
        throw Object.assign(
          new Error(
            `Temporal does not answer at ${address}. Nothing was changed; what people do meanwhile is safe in the database.`,
          ),
          { code: 'temporal-away' },
        );
      });
    if (wish.check === true) {
      const found = await withDatabase('worker', (db) => differences({ db, client }));
      const isAgreed = agree(found);
      show({ agree: isAgreed, ...found }, wish, () => differenceWords(found));
      if (!isAgreed) process.exitCode = 1;
      return;
    }
    const swept = await withDatabase('worker', (db) =>
      sweep({ db, client, registration: { namespace, timeZone: HOME_TIME_ZONE } }, '0 s'),
    );
    show(swept, wish, () => sweptWords(swept));
  } finally {
    await client.connection.close();
  }
}

/** Nothing differs and nothing is still on its way. */
function agree({ notRunning, stillRunning, idle, unknown, undelivered }: Difference): boolean {
  return notRunning.length + stillRunning.length + idle.length + unknown.length + undelivered === 0;
}

function differenceWords(found: Difference): string {
  if (agree(found)) return 'Database and Temporal agree.';
  return table(
    'Database and Temporal differ (dure ops sweep mends it)',
    ['what', 'how many', 'runs'],
    [
      ['open in the record, not running in Temporal', found.notRunning.length, some(found.notRunning)],
      ['running in Temporal, over in the record', found.stillRunning.length, some(found.stillRunning)],
      ['running in Temporal, unknown in the record', found.unknown.length, some(found.unknown)],
      ['open, with nothing to wait for', found.idle.length, some(found.idle)],
      ['messages on their way', found.undelivered, ''],
    ],
  );
}

function some(ids: readonly string[]): string {
  return ids.length > 10 ? `${ids.slice(0, 10).join(' ')} …` : ids.join(' ');
}

function sweptWords({ started, poked, ended, digests }: Swept): string {
  return `Started ${started}, poked ${poked}, ended ${ended}; digests started again ${digests}.`;
}
