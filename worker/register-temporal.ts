import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import proto from '@temporalio/proto';
import { DIGEST_SCHEDULE_ID, PROCESS_QUEUE, SEARCH_ATTRIBUTES } from '../domain/process/names.ts';
import { withDeadline } from './temporal-client.ts';

const { IndexedValueType } = proto.temporal.api.enums.v1;

const ATTRIBUTES = {
  [SEARCH_ATTRIBUTES.cycle]: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  [SEARCH_ATTRIBUTES.unit]: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  [SEARCH_ATTRIBUTES.phase]: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  [SEARCH_ATTRIBUTES.kind]: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST,
};

export interface Registration {
  readonly namespace: string;
  /** Time zone in which the live digest goes at 09:00. */
  readonly timeZone: string;
}

/** Search attributes and the digest's Schedule; again changes nothing. Waits until new attributes can be used. */
export async function registerTemporal(client: Client, { namespace, timeZone }: Registration): Promise<void> {
  if ((await missingSearchAttributes(client, namespace)).length > 0) {
    await addSearchAttributes(client, namespace);
  }
  try {
    await withDeadline(client, () =>
      client.schedule.create({
        scheduleId: DIGEST_SCHEDULE_ID,
        spec: { calendars: [{ hour: 9, minute: 0, dayOfWeek: [{ start: 'MONDAY', end: 'FRIDAY' }] }], timezone: timeZone },
        action: {
          type: 'startWorkflow',
          workflowType: 'digestTickWorkflow',
          workflowId: 'digest-tick',
          taskQueue: PROCESS_QUEUE,
          args: [],
        },
        policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '12h' },
      }),
    );
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
}

/** Names of ours that the namespace does not have yet. */
export async function missingSearchAttributes(client: Client, namespace: string): Promise<readonly string[]> {
  const { customAttributes } = await withDeadline(client, () =>
    client.connection.operatorService.listSearchAttributes({ namespace }),
  );
  return Object.keys(ATTRIBUTES).filter((name) => customAttributes?.[name] === undefined);
}

async function addSearchAttributes(client: Client, namespace: string): Promise<void> {
  const missing = await missingSearchAttributes(client, namespace);
  const searchAttributes = Object.fromEntries(Object.entries(ATTRIBUTES).filter(([name]) => missing.includes(name)));
  await withDeadline(client, () => client.connection.operatorService.addSearchAttributes({ namespace, searchAttributes }));
}
