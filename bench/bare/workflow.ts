import { condition, defineSignal, proxyLocalActivities, setHandler } from '@temporalio/workflow';

interface BareActivities {
  constant(q: { readonly id: string }): Promise<{ readonly taskId: string }>;
}

const { constant } = proxyLocalActivities<BareActivities>({ startToCloseTimeout: '5s' });
const go = defineSignal('go');

/** The least that a process which waits for a person can be: a local activity that returns a constant, then a signal, then another. */
export async function bareWorkflow(input: { readonly id: string }): Promise<void> {
  let going = false;
  setHandler(go, () => void (going = true));
  await constant(input);
  await condition(() => going);
  await constant(input);
}
