export interface Loop {
  /** Resolves when the turn under way is over; none starts after it. */
  stop(): Promise<void>;
}

export interface LoopOptions {
  /** One turn; `true`: there may be more, go on at once. */
  readonly turn: () => Promise<boolean>;
  /** The longest pause; after a turn with work the first is short, as one thing brings the next. */
  readonly pauseMs: number;
  /** Told of what a turn threw; the loop goes on after a pause. */
  readonly onError: (error: unknown) => void;
}

export const SHORTEST_PAUSE_MS = 10;
const GROWTH = 1.25;

/** The pause after one in which nothing came. */
export function longerPause(pauseMs: number, longestMs: number): number {
  return Math.min(longestMs, pauseMs * GROWTH);
}

/** Takes turns until it is stopped: at once while there is work, else after a pause that grows from 10 ms to the longest. */
export function startLoop({ turn, pauseMs, onError }: LoopOptions): Loop {
  let stopped = false;
  let wake = () => undefined as void;
  let nextPauseMs = pauseMs;
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, nextPauseMs);
      nextPauseMs = longerPause(nextPauseMs, pauseMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const done = (async () => {
    while (!stopped) {
      let more = false;
      try {
        more = await turn();
      } catch (error) {
        onError(error);
      }
      if (more) nextPauseMs = Math.min(pauseMs, SHORTEST_PAUSE_MS);
      else if (!stopped) await pause();
    }
  })();
  return {
    stop() {
      stopped = true;
      wake();
      return done;
    },
  };
}
