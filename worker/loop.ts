export interface Loop {
  /** Resolves when the turn under way is over; none starts after it. */
  stop(): Promise<void>;
}

export interface LoopOptions {
  /** One turn; `true`: there may be more, go on at once. */
  readonly turn: () => Promise<boolean>;
  readonly pauseMs: number;
  /** Told of what a turn threw; the loop goes on after a pause. */
  readonly onError: (error: unknown) => void;
}

/** Takes turns until it is stopped: at once while there is work, else after a pause. */
export function startLoop({ turn, pauseMs, onError }: LoopOptions): Loop {
  let stopped = false;
  let wake = () => undefined as void;
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pauseMs);
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
      if (!more && !stopped) await pause();
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
