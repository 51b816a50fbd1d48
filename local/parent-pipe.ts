import { Socket } from 'node:net';

/** Names the file descriptor whose other end the parent holds. Set only by `children.ts`. */
export const parentPipeVariable = 'DURE_PARENT_PIPE';

/**
 * Calls `onEnd` when the process that started this one is gone, kill -9 included: the pipe that it held closes.
 * Without a parent pipe (started by hand, by systemd, in a container) nothing happens and `undefined` is returned.
 */
export function watchParent(onEnd: () => void): Socket | undefined {
  const descriptor = Number(process.env[parentPipeVariable]);
  if (!Number.isInteger(descriptor) || descriptor < 3) return undefined;
  Reflect.deleteProperty(process.env, parentPipeVariable);
  const pipe = new Socket({ fd: descriptor, readable: true, writable: true });
  pipe.once('close', onEnd);
  pipe.on('error', () => pipe.destroy());
  pipe.resume();
  pipe.unref();
  return pipe;
}

/**
 * Ends this process with its parent: SIGTERM to itself, so that it closes as it always does, and an exit after `graceMs`
 * whatever is still pending.
 */
export function endWithParent(graceMs = 15_000): void {
  watchParent(() => {
    setTimeout(() => process.exit(1), graceMs).unref();
    process.kill(process.pid, 'SIGTERM');
  });
}
