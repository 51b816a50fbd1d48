import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Standard output that waits while its reader is slow, and is quiet when its reader has gone. */
export class Output {
  private readonly stream: Writable;
  private gone = false;
  private failure: Error | undefined;

  constructor(stream: Writable) {
    this.stream = stream;
    stream.on('error', (error: NodeJS.ErrnoException) => {
      this.gone = true;
      if (error.code !== 'EPIPE') this.failure = error;
    });
  }

  /** Nobody reads any more. */
  get closed(): boolean {
    return this.gone;
  }

  /** @throws the fault of the stream, such as a full disk */
  async write(text: string): Promise<void> {
    if (this.gone || text === '' || this.stream.write(text)) return;
    await Promise.race([once(this.stream, 'drain'), once(this.stream, 'close')]).catch(() => undefined);
    if (this.failure !== undefined) throw this.failure;
  }
}
