import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import proto from '@temporalio/proto';
import { PROCESS_QUEUE, SEARCH_ATTRIBUTES, digestScheduleId } from '../domain/process/names.ts';
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
  /** Time zones in which a live digest goes at 09:00. */
  readonly timeZones: readonly string[];
}

/** Search attributes and the Schedules of digests; again changes nothing. Waits until new attributes can be used. */
export async function registerTemporal(client: Client, { namespace, timeZones }: Registration): Promise<void> {
  if ((await missingSearchAttributes(client, namespace)).length > 0) {
    await addSearchAttributes(client, namespace);
  }
  for (const timeZone of timeZones) await scheduleDigest(client, timeZone);
}

async function scheduleDigest(client: Client, timeZone: string): Promise<void> {
  try {
    await withDeadline(client, () =>
      client.schedule.create({
        scheduleId: digestScheduleId(timeZone),
        spec: { calendars: [{ hour: 9, minute: 0, dayOfWeek: [{ start: 'MONDAY', end: 'FRIDAY' }] }], timezone: timeZone },
        action: {
          type: 'startWorkflow',
          workflowType: 'digestTickWorkflow',
          workflowId: `digest-tick/${timeZone}`,
          taskQueue: PROCESS_QUEUE,
          args: [{ timeZone }],
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
